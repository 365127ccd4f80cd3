#!/usr/bin/env bash
# Breaks each rule of tests/layers.sh in a tree of one file: it must notice, and
# it must leave innocent lines alone.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d) || exit 2
trap 'rm -rf "$tree"' EXIT
status=0

# verdict FILE LINE: what layers.sh says about a tree with this line.
verdict() {
    rm -rf "$tree/kiosk"
    mkdir -p "$tree/kiosk/base" "$tree/kiosk/speech" "$tree/kiosk/$(dirname "$1")"
    touch "$tree/kiosk/base/clock.h" "$tree/kiosk/base/str.h" "$tree/kiosk/speech/speech.h"
    printf '%s\n' "$2" >"$tree/kiosk/$1"
    if "$here/layers.sh" "$tree" 2>/dev/null; then echo allowed; else echo forbidden; fi
}

while IFS='|' read -r expected file line; do
    [ "$(verdict "$file" "$line")" = "$expected" ] && continue
    printf 'layers-test: not %s in %s: %s\n' "$expected" "$file" "$line" >&2
    status=1
done <<'LINES'
forbidden|shell.c|#include <SDL.h>
forbidden|speech/a.c|#include <SDL_ttf.h>
forbidden|sound/a.c|#include <espeak-ng/speak_lib.h>
forbidden|speech/a.c|#include <portaudio.h>
forbidden|journal/a.c|#include <sqlite3.h>
forbidden|journal/a.c|#include "sqlite3.h"
forbidden|screen/a.c|#include <unicode/ubrk.h>
forbidden|model/a.c|#include <yaml.h>
forbidden|journal/a.c|#include <gettext-po.h>
forbidden|main.c|#include <curl/curl.h>
forbidden|screen/a.c|#include "speech/speech.h"
forbidden|model/a.c|#include "base/clock.h"
forbidden|model/a.c|#include <time.h>
forbidden|model/a.c|    printf("x");
forbidden|shell.c|static int counter;
forbidden|shell.c|static int counter = 3;
forbidden|shell.c|static char names[3][4] = {
forbidden|shell.c|static const char *name = "x";
forbidden|shell.c|static struct shell {
forbidden|shell.c|static void (*handler)(int);
forbidden|shell.c|    static bool was_said;
forbidden|shell.c|int counter;
forbidden|shell.c|struct shell *shell = NULL;
forbidden|shell.c|_Thread_local int depth;
forbidden|shell.c|    strcpy(a, b);
forbidden|shell.c|    n = atoi(a);
forbidden|shell.c|    sprintf(a, "x");
allowed|screen/a.c|#include <SDL.h>
allowed|store/a.c|#include <sqlite3.h>
allowed|shell.c|#include "speech/speech.h"
allowed|model/a.c|#include "base/str.h"
allowed|shell.c|    snprintf(a, sizeof a, "x");
allowed|shell.c|    strtok_r(a, b, &c);
allowed|shell.c|static const int sizes[] = {
allowed|shell.c|static const char *const names[] = {
allowed|shell.c|    static const char *const names[] = {"a"};
allowed|shell.c|static void (*const actions[2])(int) = {
allowed|shell.c|static const struct words {
allowed|shell.c|const struct store_schema journal_schema = {
allowed|shell.c|extern const struct store_schema journal_schema;
allowed|shell.c|struct shell;
allowed|shell.c|__extension__ typedef unsigned __int128 wide;
allowed|shell.c|static inline const char *name(int x) { return x ? "a" : ""; }
allowed|shell.c|int shell_run(const struct shell_config *config) {
allowed|shell.c|    _Atomic int volume;
LINES
exit "$status"
