#!/usr/bin/env bash
# The architecture, held by grep. `tests/layers.sh [DIR]` checks DIR/kiosk; it
# prints the lines that break a rule and fails.
set -u
cd "${1:-$(dirname "$0")/..}" || exit 2
shopt -s nullglob globstar
code=(kiosk/**/*.[ch])
status=0

# forbid RULE LINES: the lines that break the rule, if any.
forbid() {
    [ -z "$2" ] && return
    printf '%s\n%s\n\n' "layers: $1" "$2" >&2
    status=1
}
foreign() { grep -nP "^#include <($1)>" "${code[@]}"; }
own() { grep -nP "^#include \"" "${code[@]}"; }

# Each foreign library has one home; the system's headers are at home everywhere.
system='(assert|ctype|dirent|dlfcn|errno|fcntl|float|getopt|glob|inttypes|limits|locale|math|poll|pthread|sched|signal|spawn|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|strings|termios|time|unistd|wait|sys/[a-z]+)\.h'
homed=$system
while read -r home headers; do
    homed="$homed|$headers"
    forbid "<$headers> belongs to kiosk/$home" "$(foreign "$headers" | grep -v "^kiosk/$home/")"
done <<'HOMES'
screen  SDL.*
speech  espeak-ng/.*|speak_lib\.h
sound   portaudio\.h|pa_.*\.h|alsa/.*|sndfile\.h|ebur128\.h
store   sqlite3.*\.h
unicode unicode/.*
content yaml\.h|gettext-po\.h
seal    sodium.*\.h
sheet   xlsxwriter.*\.h|zip.*\.h|expat.*\.h
HOMES
forbid 'this library has no home yet: give it a row in tests/layers.sh' \
    "$(foreign '.*' | grep -vP "<($homed)>")"
forbid 'only headers of kiosk/ stand in quotation marks' \
    "$(own | while IFS=: read -r file line text; do
        header=${text#*\"}
        [ -e "kiosk/${header%%\"*}" ] || printf '%s:%s:%s\n' "$file" "$line" "$text"
    done)"

# What a folder may include of ours; who is not named may include everything.
while read -r folder allowed; do
    forbid "kiosk/$folder includes only $allowed" \
        "$(own | grep "^kiosk/$folder/" | grep -vP "\"($allowed)\"")"
done <<'FOLDERS'
base    base/.*
unicode (base|unicode)/.*
store   (base|store)/.*
sound   (base|sound)/.*
seal    (base|seal)/.*
sheet   (base|sheet)/.*
model   (base/(arena|err|hash|str)|content/library|model/\w+)\.h
screen  (?!speech/).*
speech  (?!screen/).*
FOLDERS
forbid 'the model is pure: no files, clocks, threads or allocation' "$(
    foreign '.*' | grep '^kiosk/model/' |
        grep -vP '<(assert|ctype|inttypes|limits|stdalign|stdarg|stdbool|stddef|stdint|stdio|string)\.h>'
    grep -nP '\b(FILE|stdin|stdout|stderr|printf|puts|fopen)\b' kiosk/model/*.[ch] /dev/null
)"

# No mutable variable at file scope and no static one in a function: a constant
# is `static const T x` or `static const T *const x`. One exception: the handler
# that libgettextpo calls gets nothing from us but through a variable.
exception='^kiosk/content/po\.c:\d+:static _Thread_local '
head='[^=;({\[]*'
forbid 'a mutable variable that lives as long as the program' "$(
    grep -nP "^(\s*static|_Thread_local|_Atomic)\s(?!const\b[^*=;({\[]*[=;{\[])(?!$head\*\s?const \w+\s?[=;\[])$head([=;{\[]|\(\*(?!const ))" "${code[@]}" |
        grep -vP "$exception"
    grep -nP '^(?!static|extern|typedef|__extension__|enum|(struct|union) \w+;|const\b[^*]*[=;\[]|.*\*const \w+)[a-z_]\w*[\w *]*[ *]\w+(\[[^\]]*\])*( =|;)' "${code[@]}"
)"

forbid 'functions that overflow, keep state or hide errors' \
    "$(grep -nP '\b(strcpy|strcat|v?sprintf|strtok|gets|ato[ifl]l?)\s*\(' "${code[@]}")"

exit "$status"
