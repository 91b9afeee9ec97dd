#!/bin/bash
# sign_and_pack.sh APP DMG: signs the bundle from the inside out, packs it into a disk
# image and has Apple notarise that.
#
# Without MACOS_IDENTITY the signature is "ad hoc": it runs on this computer, and others
# say that they cannot check it. Notarising needs APPLE_ID, APPLE_TEAM and APPLE_PASSWORD
# (one for this purpose only, made at Apple's account page).
set -euo pipefail

app=$1 image=$2
entitlements=$(dirname "${BASH_SOURCE[0]}")/entitlements.plist
identity=${MACOS_IDENTITY:--}
options=(--force --sign "$identity")
[ "$identity" = - ] || options+=(--options runtime --timestamp)

find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
    xargs -0 -n 20 codesign "${options[@]}"
find "$app/Contents/Frameworks" -name '*.framework' -type d -prune -print0 2>/dev/null |
    xargs -0 -n 5 codesign "${options[@]}"
codesign "${options[@]}" --entitlements "$entitlements" "$app"
codesign --verify --deep --strict --verbose=2 "$app"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "Churn Desktop" -srcfolder "$folder" -ov -format UDZO "$image"
[ "$identity" = - ] || codesign --force --sign "$identity" --timestamp "$image"

if [ -n "${APPLE_ID:-}" ]; then
    xcrun notarytool submit "$image" --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM" \
        --password "$APPLE_PASSWORD" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature --verbose "$image"
else
    echo "Not notarised: macOS will ask users to allow the program in its settings."
fi
