# Every target sets up what it needs: system libraries, .venv, the program itself.

PYTHON ?= python3
# Test processes; `make test WORKERS=0` runs in one.
WORKERS ?= auto

BIN := .venv/bin
READY := .venv/.ready

ZH := $(filter zh%,$(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG)))
SAMPLE := resources/samples/subscriptions_$(if $(ZH),zh,en).xlsx
SCREEN := $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname -s))

# The tools that build installers, apart from what the program needs.
PACKAGING := build/tools/.ready
WITH_TOOLS := PATH="$(CURDIR)/build/tools/bin:$$PATH" PYTHON="$(CURDIR)/$(BIN)/python"

PO := resources/locale/zh_CN/LC_MESSAGES/churn_desktop.po
POT := out/churn_desktop.pot

.PHONY: run test lint bench crash hostile samples catalogue

# The report's exit code 1 means: done, but some rows of the list were set aside. Qt has a
# warning for every window that is drawn without a screen.
run: $(READY)
ifneq ($(SCREEN),)
	$(BIN)/python -m churn_desktop $(SAMPLE)
else
	@mkdir -p out
	@$(BIN)/python -m churn_desktop report $(SAMPLE) -o out/report.xlsx || [ $$? -eq 1 ]
	@QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES=default.warning=false \
		$(BIN)/python -m churn_desktop $(SAMPLE) --screenshot out/window.png
	@echo "No display here: see out/report.xlsx and out/window.png"
endif

# The numbers must be right, so every line that makes them is run by a test.
test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) --cov=churn_desktop --cov-report=
	$(BIN)/coverage report --fail-under=100 \
		--include='churn_desktop/core/*,churn_desktop/engine/*'

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(READY)
	$(BIN)/python -m bench $(ARGS)

# Minutes of kills, failing disks and power cuts; nothing may be lost.
crash: $(READY)
	$(BIN)/python -m bench.crash $(ARGS)

# Damaged, odd and dangerous files: each is read right, warned about or refused.
hostile: $(READY)
	$(BIN)/python -m bench.hostile $(ARGS)

samples: $(READY)
	$(BIN)/python packaging/samples/make_samples.py resources/samples

# Babel takes the "% i" of "95 % interval" for a printf mark and complains; the tests
# compare the marks that the program does use.
catalogue: $(READY)
	@mkdir -p out
	$(BIN)/pybabel --quiet extract --no-location --no-wrap --sort-output \
		--no-default-keywords --keyword=_ --keyword=gettext --keyword=ngettext:1,2 \
		--keyword=mark --output-file=$(POT) churn_desktop
	$(BIN)/pybabel --quiet update --no-wrap --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --locale=zh_CN --input-file=$(POT) \
		--output-file=$(PO)
	-$(BIN)/pybabel --quiet compile --locale=zh_CN --input-file=$(PO) \
		--output-file=$(PO:.po=.mo)

# What this machine can build: on Linux the installers for Windows and Linux.
package: $(PACKAGING)
ifeq ($(shell uname -s),Darwin)
	$(WITH_TOOLS) packaging/build_macos.sh dist
else
	$(WITH_TOOLS) $(BIN)/python packaging/build_windows.py
	$(WITH_TOOLS) packaging/build_linux.sh dist
endif

# Installs, uses and removes them: under Wine, and in a small system of its own.
package-test: $(PACKAGING)
	@failed=; for system in windows linux macos workflows; do \
		$(WITH_TOOLS) packaging/test_$$system.sh || failed="$$failed $$system"; \
	done; [ -z "$$failed" ] || { echo "failed:$$failed"; exit 1; }

$(PACKAGING): packaging/tools.txt packaging/check_tools.txt packaging/setup-packaging.sh \
		$(READY)
	[ "$$(uname -s)" != Linux ] || packaging/setup-packaging.sh
	$(PYTHON) -m venv build/tools
	build/tools/bin/pip install --quiet -r packaging/tools.txt
	build/tools/bin/pip install --quiet -r packaging/check_tools.txt
	@touch $@

$(READY): pyproject.toml packaging/setup-system.sh
	packaging/setup-system.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3"; exit 1; }
	@echo "Setting up .venv; the first time this downloads about 250 MB."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@
