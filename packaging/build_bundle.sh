#!/bin/bash
# build_bundle.sh linux|macos: freezes the program with the locked versions of everything.
# The result lies in build/SYSTEM/dist. Needs uv, and Python 3.11 as $PYTHON.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

system=$1
build=$PWD/build/$system
environment=$build/environment

mkdir -p "$build"
uv venv --quiet --clear --python "${PYTHON:-python3.11}" "$environment"
"$environment/bin/python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
    echo "Python 3.11 is needed: its wheels are in the lock file" >&2
    exit 1
}
uv pip install --quiet --python "$environment/bin/python" --require-hashes --no-deps \
    --only-binary :all: -r "packaging/$system.lock"
"$environment/bin/python" packaging/extras.py "$build/extras"
CHURN_EXTRAS=$build/extras PYTHONHASHSEED=1 "$environment/bin/python" -m PyInstaller \
    --noconfirm --clean --log-level WARN --distpath "$build/dist" \
    --workpath "$build/work" packaging/churn_desktop.spec
