#!/bin/bash
# Whether the workflows are what the service that runs them understands.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# shellcheck source=packaging/checks.sh
. packaging/checks.sh

pinned() {
    ! grep -hE '^ *-? *uses:' .github/workflows/*.yml |
        grep -vE 'uses: [^ ]+@[0-9a-f]{40} # v[0-9.]+$'
}

for workflow in .github/workflows/*.yml; do
    check G1 "$workflow fits its schema" check-jsonschema \
        --builtin-schema vendor.github-workflows "$workflow"
done
check G1 "expressions, runners, rights and scripts of all workflows" jactionlint
check G1 "every action is pinned to a commit" pinned
finish
