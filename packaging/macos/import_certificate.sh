#!/bin/bash
# Puts a signing certificate into a keychain of its own, for one run of a workflow.
# Needs CERTIFICATE_BASE64 and CERTIFICATE_PASSWORD; does nothing without them.
set -euo pipefail

if [ -z "${CERTIFICATE_BASE64:-}" ]; then
    echo "No certificate: the signature will be ad hoc."
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
keychain=${RUNNER_TEMP:-/tmp}/signing.keychain-db
password=$(uuidgen)

base64 --decode <<<"$CERTIFICATE_BASE64" >"$folder/certificate.p12"
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 21600 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$folder/certificate.p12" -P "$CERTIFICATE_PASSWORD" -A -t cert -f pkcs12 \
    -k "$keychain"
security set-key-partition-list -S apple-tool:,apple: -k "$password" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain" login.keychain-db
