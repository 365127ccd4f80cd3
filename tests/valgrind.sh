#!/usr/bin/env bash
# valgrind.sh [PROGRAM [VOICES]]: reads and records a sentence of every language under
# valgrind; fails on the first error or leak of ours. About a minute.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:-build/tiengban}
voices=${2:-build/share/voices}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# check LANGUAGE ARGUMENT...: `say` on words of the language and on what is no word.
check() {
    local language=$1 gold words=""
    gold=voices/$language/gold.tsv
    shift
    [ -e "$gold" ] && words=$(sed '/^#/d' "$gold" | sed -n '2,12p' | cut -f 1 | tr '\n' ' ')
    if ! valgrind --quiet --error-exitcode=9 --leak-check=full --suppressions=tests/valgrind.supp \
        "$program" say -l "$language" --voices "$voices" "$@" \
        "$words 15/4/2026, 8h30, 540.000 đồng, 0912 345 678 (UBND xã)" >"$work/out" 2>"$work/log"; then
        cat "$work/log"
        echo "valgrind $language $*: FAILED"
        return 1
    fi
}

for folder in "$voices"/*/language.yaml; do
    language=$(basename "$(dirname "$folder")")
    case $language in vi-*) ;; *) check "$language" --ipa ;; esac
    check "$language" -o "$work/out.wav"
    echo "valgrind $language: nothing found"
done
