# shellcheck shell=bash
# How acceptance tests say what they found: one line for each check.

failures=0
: "${scratch:?a folder for passing notes}"

# check NAME FIGURE COMMAND...: "ok NAME: FIGURE" when the command succeeds.
check() {
    local name=$1 figure=$2
    shift 2
    if "$@" >"$scratch/check.log" 2>&1; then
        echo "ok     $name: $figure"
    else
        failures=$((failures + 1))
        echo "failed $name: $figure"
        tail -n 15 "$scratch/check.log" | sed 's/^/       | /'
    fi
}

skip() {
    echo "skipped $1: $2"
}

at_most() {
    awk -v found="$1" -v limit="$2" 'BEGIN { exit !(found != "" && found + 0 <= limit) }'
}

finish() {
    [ "$failures" -eq 0 ]
}

# mirror: where this machine gets Debian's packages from.
mirror() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null |
        grep /debian | grep -v security | head -n 1
}

# system FOLDER SUITE PACKAGES: a small system of its own, made once.
system() {
    local folder=$1 suite=$2 packages=$3
    if [ ! -e "$folder/.complete" ]; then
        rm -rf "$folder"
        mkdir -p "$folder"
        debootstrap --variant=minbase ${packages:+--include="$packages"} \
            "$suite" "$folder" "$(mirror)" >"$folder.log" 2>&1 || {
            tail -n 5 "$folder.log"
            return 1
        }
        touch "$folder/.complete"
    fi
}
