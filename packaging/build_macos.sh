#!/bin/bash
# Builds dist/ChurnDesktop-VERSION-macos-ARCHITECTURE.dmg for the processor it runs on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

output=${1:-dist}
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' churn_desktop/__init__.py)
CHURN_ARCHITECTURE=$(uname -m)
export CHURN_ARCHITECTURE

packaging/build_bundle.sh macos
mkdir -p "$output"
packaging/macos/sign_and_pack.sh "build/macos/dist/Churn Desktop.app" \
    "$output/ChurnDesktop-$version-macos-$CHURN_ARCHITECTURE.dmg"
