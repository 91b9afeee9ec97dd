#!/bin/bash
# Builds the packages, and installs, uses and removes the .deb in a small Debian of its own
# that has no Python. Needs root for that, uv on the path, and Python 3.11 as $PYTHON.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

clean=$PWD/build/clean
tree=$PWD/build/linux/tree
scratch=$(mktemp -d)
packages=$scratch/packages
# shellcheck source=packaging/checks.sh
. packaging/checks.sh

leave() {
    [ -z "${display:-}" ] || kill "$display" 2>/dev/null || true
    umount "$clean/proc" 2>/dev/null || true
    rm -rf "$scratch"
}
trap leave EXIT

inside() {
    chroot "$clean" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@"
}
as_user() {
    inside setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/home/user \
        XDG_RUNTIME_DIR=/tmp "$@"
}
elapsed() { awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }'; }
gone() { [ ! -e "$1" ]; }

build_package() {
    local began=$SECONDS
    XZ_LEVEL=${XZ_LEVEL:-1} packaging/build_linux.sh "$packages" >"$scratch/build.log" 2>&1 || {
        tail -n 20 "$scratch/build.log"
        exit 1
    }
    package=$(echo "$packages"/*.deb)
    local megabytes files packed glibc
    megabytes=$(du -sm "$tree/opt" | cut -f 1)
    files=$(find "$tree/opt" -type f | wc -l)
    packed=$(du -m "$package" | cut -f 1)
    glibc=$(packaging/newest_glibc.sh "$tree/opt")
    check L1 "built in $((SECONDS - began)) s" test -e "$package"
    check L1 "package of $packed MB (at most 85; compressed fast)" at_most "$packed" 85
    check L1 "$megabytes MB installed (at most 250), $files files" at_most "$megabytes" 250
    check L3 "newest symbol asked for is GLIBC_$glibc (this build; releases: 2.35)" \
        dpkg --compare-versions "$glibc" le \
        "$(ldd --version | head -n 1 | grep -o '[0-9.]*$')"
    if ! command -v nfpm >/dev/null || ! command -v rpm >/dev/null; then
        skip L1 "nfpm and rpm are not both installed"
        return
    fi
    rpm_file=$(echo "$packages"/*.rpm)
    check L1 ".rpm of $(du -m "$rpm_file" | cut -f 1) MB, whole" rpm --checksig --nosignature "$rpm_file"
    check L1 ".rpm has the files of the .deb: $(files_of_rpm | wc -l)" same_files
}

files_of_rpm() {
    rpm --query --package --queryformat '[%{FILEMODES:perms} %{FILENAMES}\n]' "$rpm_file" |
        grep -v '^d' | cut -d ' ' -f 2- | sort
}
same_files() {
    diff <(files_of_rpm) <(cd "$tree" && find opt usr ! -type d | sed 's|^|/|' | sort)
}

validate() {
    local share=$tree/usr/share
    check L4 "desktop entry" desktop-file-validate \
        "$share/applications/churn-desktop.desktop"
    check L4 "metainfo" appstreamcli validate --no-net --explain \
        "$share"/metainfo/*.metainfo.xml
    cp -r "$share/mime" "$scratch/mime"
    check L4 "type of .churn files" update-mime-database "$scratch/mime"
    check L4 "type is known by its ending" \
        grep -q ':application/x-churn-desktop-project:\*.churn' "$scratch/mime/globs2"
    check L4 "manual page" sh -c \
        "LC_ALL=C.UTF-8 man --warnings -l '$share/man/man1/churn-desktop.1.gz' 2>&1 >/dev/null |
            (! grep .)"
}

start_clean_system() {
    rm -f "$clean/.complete"
    system "$clean" bookworm "" || return 1
    mountpoint -q "$clean/proc" || mount -t proc proc "$clean/proc"
    mkdir -p "$clean/home/user" "$clean/var/packages"
    chown 1000:1000 "$clean/home/user"
    cp "$package" resources/samples/subscriptions_zh.xlsx "$clean/var/packages/"
    inside apt-get update --quiet --quiet
    # A screen without a screen; not what the package needs.
    inside apt-get install --quiet --quiet --yes --no-install-recommends xvfb
}

install_and_try() {
    check L1 "no Python in the clean system" gone "$clean/usr/bin/python3"
    check L1 "the package installs, with what it depends on" inside apt-get install \
        --quiet --yes --no-install-recommends "/var/packages/$(basename "$package")"
    check L2 "self-test as a normal user" \
        as_user churn-desktop self-test --result /home/user/result.json
    local result=$clean/home/user/result.json
    check L2 "self-test: $(tried "$result")" tried "$result"
    check L2 "charts use the font that was brought along" \
        grep -q '"detail": "Noto Sans SC"' "$result"
    chroot "$clean" Xvfb :79 -screen 0 1280x860x24 -nolisten tcp >/dev/null 2>&1 &
    display=$!
    for platform in offscreen xcb; do
        local code=0 start=$EPOCHREALTIME
        window "$platform" >"$scratch/window.log" 2>&1 || code=$?
        check L2 "window on $platform, with figures after $(elapsed "$start") s" \
            test "$code" -eq 0
    done
}

window() {
    as_user DISPLAY=:79 QT_QPA_PLATFORM="$1" timeout 60 churn-desktop \
        /var/packages/subscriptions_zh.xlsx --language zh_CN \
        --screenshot "/home/user/$1.png" &&
        cp "$clean/home/user/$1.png" "build/linux-$1.png"
}

remove() {
    touch "$clean/opt/churn-desktop/left-over"
    check L2 "the package is removed" inside apt-get purge --quiet --yes churn-desktop
    check L2 "nothing is left of it" gone "$clean/opt/churn-desktop"
    check L2 "the user's data is still there" \
        test -e "$clean/home/user/.local/share/churn-desktop"
}

build_package
validate
if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
    skip "L1-L2" "a clean system is made by root and debootstrap"
elif start_clean_system >"$scratch/clean.log" 2>&1; then
    install_and_try
    remove
else
    check "L1-L2" "a clean system" sh -c "cat '$scratch/clean.log'; false"
fi
elsewhere L1 "whether Fedora has what the .rpm depends on" linux-rpm-test
elsewhere L3 "whether it runs on Ubuntu 22.04, with glibc 2.35" linux
finish
