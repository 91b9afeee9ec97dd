#!/bin/sh
# Installs the system libraries that Qt, charts in Chinese and the virtual environment
# need on Debian and its relatives. Safe to run again: does nothing when all are there.
set -eu

packages="
fonts-noto-cjk
libdbus-1-3
libegl1
libfontconfig1
libgl1
libglib2.0-0
libwayland-cursor0
libwayland-egl1
libx11-xcb1
libxcb-cursor0
libxcb-icccm4
libxcb-image0
libxcb-keysyms1
libxcb-randr0
libxcb-render-util0
libxcb-shape0
libxkbcommon-x11-0
python3-venv
"

# Since Debian 13 and Ubuntu 24.04 the names of some libraries end in t64.
installed() {
    for name in "$1" "$1t64"; do
        status=$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) &&
            [ "$status" = installed ] && return 0
    done
    return 1
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    if [ "$(uname -s)" = Linux ]; then
        echo "No apt here. If the window does not open, install what your system" >&2
        echo "calls these Debian packages:" >&2
        echo "$packages" >&2
    fi
    exit 0
fi

missing=
for package in $packages; do
    installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null && [ -t 0 ]; then
    as_root=sudo
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root='sudo -n'
else
    echo "These system packages are missing, and only root can install them:" >&2
    echo "  apt-get install --no-install-recommends$missing" >&2
    exit 0
fi

echo "Installing system packages:$missing"
# The variables hold several words on purpose.
# shellcheck disable=SC2086
{
    $as_root apt-get update --quiet --quiet
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet --quiet --yes --no-install-recommends $missing
} </dev/null
