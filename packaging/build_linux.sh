#!/bin/bash
# Builds dist/churn-desktop_VERSION_amd64.deb, and an .rpm where nfpm is installed.
#
# What it is built on sets the oldest system it runs on: releases use Ubuntu 22.04.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

output=${1:-dist}
build=$PWD/build/linux
tree=$build/tree
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' churn_desktop/__init__.py)
# Of the last change, so that the same sources give the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
umask 022

packaging/build_bundle.sh linux

rm -rf "$tree"
share=$tree/usr/share
mkdir -p "$tree/opt" "$tree/usr/bin" "$share/doc/churn-desktop" "$share/metainfo" \
    "$share/icons/hicolor/scalable/apps" "$share/icons/hicolor/256x256/apps"
cp -r "$build/dist/churn-desktop" "$tree/opt/"
# Python comes with all its symbols; the libraries come as their makers packed them.
strip --strip-unneeded "$tree"/opt/churn-desktop/_internal/libpython3.*.so.* \
    "$tree"/opt/churn-desktop/_internal/python3.*/lib-dynload/*.so
ln -s /opt/churn-desktop/churn-desktop "$tree/usr/bin/churn-desktop"
install -D -m 644 packaging/linux/churn-desktop.desktop -t "$share/applications"
install -D -m 644 packaging/linux/churn-desktop.mime.xml \
    "$share/mime/packages/churn-desktop.xml"
install -m 644 resources/icons/app.svg \
    "$share/icons/hicolor/scalable/apps/churn-desktop.svg"
install -m 644 resources/icons/app.png \
    "$share/icons/hicolor/256x256/apps/churn-desktop.png"
sed -e "s/@VERSION@/$version/" -e "s/@DATE@/$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)/" \
    packaging/linux/metainfo.xml.in \
    >"$share/metainfo/io.github.churn_desktop.ChurnDesktop.metainfo.xml"
install -d "$share/man/man1"
gzip -9 -n <packaging/linux/churn-desktop.1 >"$share/man/man1/churn-desktop.1.gz"
{
    cat LICENSE
    echo
    echo "What the program brings along has licences of its own, which lie in"
    echo "/opt/churn-desktop/_internal/licences."
} >"$share/doc/churn-desktop/copyright"
find "$tree" -type d -exec chmod 755 {} +
find "$tree" -type f -exec chmod 644 {} +
chmod 755 "$tree/opt/churn-desktop/churn-desktop"

# The oldest C library that everything in it runs with.
glibc=$(packaging/newest_glibc.sh "$tree/opt/churn-desktop")
mkdir "$tree/DEBIAN"
cat >"$tree/DEBIAN/control" <<CONTROL
Package: churn-desktop
Version: $version
Architecture: amd64
Maintainer: The Churn Desktop authors <churn-desktop@localhost>
Installed-Size: $(du -sk --exclude DEBIAN "$tree" | cut -f 1)
Section: misc
Priority: optional
Depends: libc6 (>= $glibc), libdbus-1-3, libdrm2, libegl1, libfontconfig1, libfreetype6, libgcc-s1, libgl1, libglib2.0-0 | libglib2.0-0t64, libstdc++6 (>= 12), libwayland-client0, libwayland-cursor0, libwayland-egl1, libx11-6, libx11-xcb1, libxcb-cursor0, libxcb-icccm4, libxcb-image0, libxcb-keysyms1, libxcb-render-util0, libxcb-xkb1, libxcb1, libxkbcommon-x11-0, libxkbcommon0
Recommends: fonts-noto-cjk, xdg-utils
Description: see which customers left, how sure that is, and what it cost
 Reads a customer list from a spreadsheet and works out churn, retention, recurring
 revenue and survival, with the formulas and the customers behind every figure. It
 works offline and brings its own Python and Qt along.
CONTROL
# Its own folder may hold what was left of an older version.
cat >"$tree/DEBIAN/postrm" <<'SCRIPT'
#!/bin/sh
set -e
case "$1" in
remove | purge) rm -rf /opt/churn-desktop ;;
esac
SCRIPT
chmod 755 "$tree/DEBIAN/postrm"
(cd "$tree" && find opt usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) \
    >"$tree/DEBIAN/md5sums"

mkdir -p "$output"
rm -f "$output/churn-desktop_${version}_amd64.deb"
dpkg-deb --root-owner-group -Zxz "-z${XZ_LEVEL:-6}" --threads-max="$(nproc)" --build \
    "$tree" "$output" 2>/dev/null ||
    dpkg-deb --root-owner-group -Zxz "-z${XZ_LEVEL:-6}" --build "$tree" "$output"
if command -v nfpm >/dev/null; then
    rm -r "$tree/DEBIAN"
    VERSION=$version TREE=$tree nfpm package --config packaging/linux/nfpm.yaml \
        --packager rpm --target "$output"
fi
