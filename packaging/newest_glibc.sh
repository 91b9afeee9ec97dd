#!/bin/sh
# newest_glibc.sh FOLDER: the version of the C library that the programs in it ask for.
set -eu
find "$1" -type f \( -name '*.so*' -o -perm -u+x \) -exec objdump -T {} + 2>/dev/null |
    grep -o 'GLIBC_2\.[0-9]*' | sort -u -V | tail -n 1 | sed 's/GLIBC_//'
