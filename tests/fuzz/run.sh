#!/usr/bin/env bash
# run.sh SECONDS FUZZER...: runs each fuzzer for SECONDS, two at a time, from the
# seeds in tests/fuzz/seeds/NAME; what makes one fail is kept in build/fuzz/.
set -euo pipefail
export SECONDS_EACH=$1
shift
export LSAN_OPTIONS=suppressions=tests/lsan.supp
fuzz() {
    local name work
    name=$(basename "$1")
    work=$(mktemp -d)
    [ -d "tests/fuzz/seeds/$name" ] && cp -r "tests/fuzz/seeds/$name/." "$work/"
    if "$1" -max_total_time="$SECONDS_EACH" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/$name-" "$work" >"build/fuzz/$name.log" 2>&1; then
        echo "fuzz $name: $(grep -c . <(ls "$work")) inputs, $(awk '/number_of_executed_units/{print $2}' "build/fuzz/$name.log") runs, nothing found"
    else
        tail -40 "build/fuzz/$name.log"
        echo "fuzz $name: FAILED, see build/fuzz/$name-*"
        rm -rf "$work"
        return 1
    fi
    rm -rf "$work"
}
export -f fuzz
printf '%s\n' "$@" | xargs -P 2 -I{} bash -c 'fuzz {}'
