#!/bin/bash
# What can be known about the macOS bundle without a Mac.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PYTHON=${PYTHON:-python3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# shellcheck source=packaging/checks.sh
. packaging/checks.sh

wheels() {
    uv pip install --quiet --python-version 3.11 --python-platform "$1-apple-darwin" \
        --require-hashes --no-deps --only-binary :all: --target "$scratch/$1" \
        -r packaging/macos.lock
}

check M1 "Info.plist" sh -c \
    "'$PYTHON' packaging/macos_plist.py >'$scratch/Info.plist' &&
        '$PYTHON' -c 'import plistlib; plistlib.load(open(\"$scratch/Info.plist\", \"rb\"))'"
check M1 "entitlements.plist" "$PYTHON" -c \
    'import plistlib; plistlib.load(open("packaging/macos/entitlements.plist", "rb"))'
check M1 "shell scripts" shellcheck -x packaging/*.sh packaging/*/*.sh
for processor in aarch64 x86_64; do
    check M1 "wheels for $processor resolve" wheels "$processor"
    newest=$("$PYTHON" packaging/macos_minimum.py "$scratch/$processor" | tail -n 1)
    check M1 "libraries for $processor: $newest" \
        "$PYTHON" packaging/macos_minimum.py "$scratch/$processor"
done
elsewhere M1 "bundle, signature, disk image, self-test and window" macos
finish
