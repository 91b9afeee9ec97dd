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

# elsewhere NAME WHAT JOB: what no check here can show, and which workflow job does.
elsewhere() {
    echo "-      $1: not checked here: $2; workflow job $3 does"
}

# tried RESULT: how many steps of a self-test worked, if at least ten and all did.
tried() {
    local all worked
    all=$(grep -c '^   "name": ' "$1" || true)
    worked=$(grep -c '^   "ok": true,' "$1" || true)
    echo "$worked of $all steps, $(
        awk -F '[:,]' '/^   "seconds"/ { sum += $2 } END { printf "%.1f", sum }' "$1"
    ) s"
    [ "$all" -ge 10 ] && [ "$worked" -eq "$all" ] && grep -q '^ "ok": true,' "$1"
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
    if [ "$(cat "$folder/.complete" 2>/dev/null)" != "$suite $packages" ]; then
        umount "$folder/proc" 2>/dev/null || true
        rm -rf --one-file-system "$folder"
        mkdir -p "$folder"
        debootstrap --variant=minbase ${packages:+--include="$packages"} \
            "$suite" "$folder" "$(mirror)" >"$folder.log" 2>&1 || {
            tail -n 5 "$folder.log"
            return 1
        }
        echo "$suite $packages" >"$folder/.complete"
    fi
}
