"""What the installers are made of, as far as it can be told without building them."""

from __future__ import annotations

import configparser
import importlib
import json
import plistlib
import re
import shutil
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="installers are built on Linux and macOS"
)

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
LOCKS = sorted(PACKAGING.glob("*.lock"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

# Imports all of the program, uses what is imported only then, and tells which files of
# the libraries that took.
USE_EVERYTHING = """
import sys
at_start = set(sys.modules)
import json, pkgutil, sysconfig, tempfile
from importlib import import_module
from pathlib import Path
import churn_desktop
from churn_desktop import selftest
for found in pkgutil.walk_packages(churn_desktop.__path__, "churn_desktop."):
    if not found.name.endswith("__main__"):
        import_module(found.name)
for name in ("backend_agg", "backend_pdf", "backend_svg", "backend_qtagg"):
    import_module("matplotlib.backends." + name)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from churn_desktop import resources
app = QApplication([])
assert not QIcon(str(resources.path("icons", "app.svg"))).pixmap(16).isNull()
with tempfile.TemporaryDirectory() as folder:
    selftest._take_through("snapshot_en.csv", "zh_CN", Path(folder))
    selftest._save_back(Path(folder))
used = {
    getattr(module, "__file__", None)
    for name, module in list(sys.modules.items()) if name not in at_start
}
maps = Path("/proc/self/maps")
if maps.exists():
    used |= {line.split(maxsplit=5)[-1].strip() for line in maps.open()}
root = sysconfig.get_path("purelib")
print(json.dumps(sorted(
    Path(file).relative_to(root).as_posix() for file in used
    if file and file.startswith(root)
)))
"""


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch):
    """Import a script of packaging/ by its name."""
    monkeypatch.syspath_prepend(str(PACKAGING))

    def import_it(name: str) -> ModuleType:
        monkeypatch.delitem(sys.modules, name, raising=False)
        return importlib.import_module(name)

    return import_it


def need(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


def test_nothing_the_program_needs_is_left_out(load) -> None:
    keeps = load("pruning").keeps
    told = subprocess.run(
        [sys.executable, "-c", USE_EVERYTHING],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    used = json.loads(told.stdout.splitlines()[-1])
    assert len(used) > 500
    assert [file for file in used if not keeps(file)] == []


def test_what_nobody_needs_is_left_out(load) -> None:
    pruning = load("pruning")
    for path in (
        "PySide6/Qt6Qml.dll", "PySide6/Qt/lib/libQt6Network.so.6", "PySide6/QtSql.pyd",
        "PySide6/QtQuick.abi3.so", "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/opengl32sw.dll", "PySide6/plugins/platforms/qdirect2d.dll",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so", "PySide6/Qt/libexec/rcc",
        "PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml", "PySide6/assistant.exe",
        "PySide6/translations/qtbase_de.qm", "shiboken6/vcomp140.dll",
        "pandas/tests/frame/test_api.py", "numpy/f2py/crackfortran.py",
    ):  # fmt: skip
        assert not pruning.keeps(path), path
    for path in (
        "PySide6/Qt6Svg.dll", "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/translations/qtbase_zh_CN.qm", "shiboken6/msvcp140.dll",
        "numpy.libs/libscipy_openblas.dll",
    ):  # fmt: skip
        assert pruning.keeps(path), path
    assert pruning.is_system_library("libX11.so.6")
    assert not pruning.is_system_library("libxcb-9065bb12.so.1.1.0")


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_a_hash(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.fullmatch(r"[\w.-]+==[\w.]+( +--hash=sha256:[0-9a-f]{64})+", line)


@pytest.mark.parametrize("system", ["windows", "linux", "macos"])
def test_every_dependency_is_locked(load, system: str) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    text = (PACKAGING / f"{system}.lock").read_text(encoding="utf-8")
    for wanted in settings["project"]["dependencies"]:
        name = re.match(r"[\w-]+", wanted)[0]
        assert re.search(rf"^{name}==", text, re.IGNORECASE | re.MULTILINE), name
    for pin in load("lock").PINS:
        assert f"\n{pin.lower()} " in text


def test_scripts_compile() -> None:
    for path in [*PACKAGING.glob("*.py"), PACKAGING / "churn_desktop.spec"]:
        compile(path.read_text(encoding="utf-8"), path.name, "exec")


def test_shell_scripts_are_sound() -> None:
    scripts = [*PACKAGING.glob("*.sh"), *PACKAGING.glob("*/*.sh")]
    assert all(path.stat().st_mode & 0o111 for path in scripts)
    subprocess.run([need("shellcheck"), "-x", *scripts], check=True, cwd=ROOT)


def test_desktop_entry() -> None:
    entry = PACKAGING / "linux" / "churn-desktop.desktop"
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.optionxform = str
    parsed.read(entry, encoding="utf-8")
    section = parsed["Desktop Entry"]
    assert section["Exec"] == "churn-desktop %f"
    assert "application/x-churn-desktop-project;" in section["MimeType"]
    assert section["Comment[zh_CN]"]
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", entry], check=True)


def test_type_of_project_files_is_the_same_everywhere(load) -> None:
    mime = ET.parse(PACKAGING / "linux" / "churn-desktop.mime.xml").getroot()
    namespace = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = mime.find(f"{namespace}mime-type")
    assert kind.find(f"{namespace}glob").get("pattern") == "*.churn"
    exported = load("macos_plist").plist("1.2.3")["UTExportedTypeDeclarations"][0]
    tags = exported["UTTypeTagSpecification"]
    assert tags["public.filename-extension"] == ["churn"]
    assert tags["public.mime-type"] == [kind.get("type")]


def test_metainfo_names_the_desktop_entry(load) -> None:
    root = ET.parse(PACKAGING / "linux" / "metainfo.xml.in").getroot()
    assert root.findtext("launchable") == "churn-desktop.desktop"
    assert root.findtext("id") == load("macos_plist").IDENTIFIER
    assert root.findtext("project_license") == "MIT"


def test_property_lists(load) -> None:
    made = plistlib.dumps(load("macos_plist").plist("1.2.3"))
    assert plistlib.loads(made)["CFBundleShortVersionString"] == "1.2.3"
    with (PACKAGING / "macos" / "entitlements.plist").open("rb") as file:
        assert all(value is True for value in plistlib.load(file).values())


def test_icon_for_windows_has_the_usual_sizes(load) -> None:
    data = (ROOT / "resources" / "icons" / "app.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    widths = [data[6 + 16 * number] or 256 for number in range(count)]
    assert (reserved, kind) == (0, 1)
    assert tuple(widths) == load("icons").ICO_SIZES


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (.+)", text)
    assert used
    for action in used:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", action)


def test_launchers_compile(load, tmp_path: Path) -> None:
    need("x86_64-w64-mingw32-gcc")
    build_windows = load("build_windows")
    imported = load("windows_imports").imported
    for name in build_windows.LAUNCHERS:
        build_windows.launcher(tmp_path, tmp_path / name)
        data = (tmp_path / name).read_bytes()
        assert "kernel32.dll" in set(imported(data))
        version = build_windows.version().encode("utf-16-le")
        assert version in data


def test_installer_compiles(load, tmp_path: Path) -> None:
    need("makensis")
    payload = tmp_path / "payload"
    (payload / "licences").mkdir(parents=True)
    shutil.copy(PACKAGING / "licences" / "NOTICE.txt", payload / "licences")
    setup = tmp_path / "some-program-setup.exe"
    load("build_windows").installer(payload, setup, "true", fast=True)
    assert setup.read_bytes()[:2] == b"MZ"


def test_a_file_that_is_no_program_is_refused(load) -> None:
    with pytest.raises(ValueError, match="not a program"):
        list(load("windows_imports").imported(b"MZ" + bytes(100)))


def test_compiled_modules_are_found_beside_the_archive(load, tmp_path: Path) -> None:
    start = load("start")
    suffix = start.EXTENSION_SUFFIXES[0]
    (tmp_path / "some" / "package").mkdir(parents=True)
    (tmp_path / "some" / "package" / f"fast{suffix}").touch()
    finder = start.CompiledModules(tmp_path)
    found = finder.find_spec("some.package.fast")
    assert found.origin == str(tmp_path / "some" / "package" / f"fast{suffix}")
    assert finder.find_spec("some.package.slow") is None


def test_an_installed_program_knows_that_it_is_one(tmp_path: Path) -> None:
    script = (
        "import os, sys, start; sys.stdout = None; start.prepare();"
        "print('into nothing'); sys.stdout = sys.__stdout__;"
        "print(sys.frozen, os.environ['MPLCONFIGDIR'],"
        " os.environ.get('LD_LIBRARY_PATH'))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        env={
            "PYTHONPATH": f"{PACKAGING}:{ROOT}",
            "CHURN_DESKTOP_HOME": str(tmp_path),
            "LD_LIBRARY_PATH": str(tmp_path),
            "LD_LIBRARY_PATH_ORIG": "/before",
        },
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == f"True {tmp_path / 'matplotlib'} /before\n"


def test_licences_are_collected(load, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    for name, licence in (
        ("some-1.0", "licenses/LICENSE"), ("some-1.0", "licenses/sub/COPYING.txt"),
        ("pyinstaller-6.0", "COPYING.txt"),
        ("shiboken6-6.9", "licenses/LicenseRef-Qt-Commercial.txt"),
    ):  # fmt: skip
        path = installed / f"{name}.dist-info" / licence
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"terms in {licence}", encoding="utf-8")
    load("notices").collect(installed, tmp_path / "licences")
    names = {path.name for path in (tmp_path / "licences").iterdir()}
    own = {"Churn Desktop.txt", "GPL-3.0.txt", "LGPL-3.0.txt", "NOTICE.txt"}
    assert names == own | {"some 1.0.txt"}
    text = (tmp_path / "licences" / "some 1.0.txt").read_text(encoding="utf-8")
    assert "terms in licenses/LICENSE" in text
    assert "terms in licenses/sub/COPYING.txt" in text


def test_the_font_has_the_characters_of_names(load) -> None:
    characters = load("fonts").characters()
    assert set("客户流失珺琪喆邨éß€÷") <= set(characters)
    assert len(characters) > 21_000
