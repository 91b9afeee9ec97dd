#!/bin/sh
# Installs what building and testing the installers takes, on Debian and its relatives.
# "setup-packaging.sh build" leaves out what only the tests need.
set -eu

build="
dpkg-dev
gcc-mingw-w64-x86-64
librsvg2-bin
nsis
osslsigncode
"
test="
appstream
debian-archive-keyring
debootstrap
desktop-file-utils
man-db
rpm
shared-mime-info
shellcheck
xauth
xvfb
"

wanted=$build
[ "${1:-test}" = build ] || wanted="$build $test"

missing=
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || status=
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
echo "Installing for packaging:$missing"
# The variables hold several words on purpose.
# shellcheck disable=SC2086
{
    $as_root apt-get update --quiet --quiet
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet --quiet --yes --no-install-recommends $missing
} </dev/null
