#!/bin/bash
# sign.sh FILE: signs a Windows program in place with a certificate in a PKCS #12 file.
# Needs SIGN_PKCS12 and SIGN_PASSWORD_FILE; SIGN_TIMESTAMP_URL is left out in tests only.
set -euo pipefail

file=$1
options=(-pkcs12 "$SIGN_PKCS12" -readpass "$SIGN_PASSWORD_FILE" -h sha256
    -n "Churn Desktop")
[ -z "${SIGN_TIMESTAMP_URL:-}" ] || options+=(-ts "$SIGN_TIMESTAMP_URL")

osslsigncode sign "${options[@]}" -in "$file" -out "$file.signed" >/dev/null
chmod --reference="$file" "$file.signed"
mv "$file.signed" "$file"
