#!/usr/bin/env bash
# A walk through the kiosk on the stage, for those who have no display: pictures
# of the pages and the sound of the loudspeaker in build/tour/. The kiosk is the
# very same program; only fingers (xdotool) and eyes are ours, and where it is we
# read in its journal.
#
#   tour.sh [ARGUMENTS OF tiengban kiosk...]
set -eu
cd "$(dirname "$0")/../.."

program=build/tiengban
out=build/tour
export TIENGBAN_STATE=$PWD/$out/state

if [ -z "${STAGE_DIR:-}" ]; then
    size=1920x1080 before=''
    for argument in "$@"; do
        [ "$before" = --window ] && size=$argument
        before=$argument
    done
    rm -rf "$out"
    mkdir -p "$TIENGBAN_STATE"
    tests/e2e/stage.sh --sound "$out/tour.wav" "$size" tests/e2e/tour.sh "$@"
    printf '\nPictures:      %s/*.png\nLoudspeaker:   %s/tour.wav\n' "$out" "$out"
    printf 'What the journal kept (TIENGBAN_STATE=%s %s journal show):\n\n' "$out/state" "$program"
    exec "$program" journal show
fi

shots=0
read -r width height < <(xdotool getdisplaygeometry)

give_up() {
    printf 'tour: %s\n' "$1" >&2
    exit 1
}

# ---- where we are, from the journal -------------------------------------------------
pages() { LC_ALL=C "$program" journal show 2>/dev/null | sed -n 's/^    page //p'; }
page_count() { pages | wc -l; }
page_name() { pages | tail -n 1 | cut -d ' ' -f 1; }

# ---- eyes and ears --------------------------------------------------------------------
look() { import -window root rgb:- | cksum; }

# Until the screen was the same three times, at most four seconds.
wait_still() {
    local last now same=0
    last=$(look)
    for _ in $(seq 40); do
        now=$(look)
        if [ "$now" = "$last" ]; then same=$((same + 1)); else same=0; fi
        [ "$same" -ge 2 ] && return
        last=$now
        sleep 0.05
    done
}

# shot NAME: waits, takes a picture, numbered.
shot() {
    local file
    shots=$((shots + 1))
    file=$(printf '%s/%02d-%s.png' "$out" "$shots" "$1")
    wait_still
    import -window root "$file"
    printf '  %s\n' "$file"
}

is_silent() { [ "$(tail -c 26460 "$STAGE_SOUND" | tr -d '\0' | wc -c)" -eq 0 ]; }

# listen SECONDS: until it has been silent for 0.6 s, at most so long.
listen() {
    sleep 0.8
    for _ in $(seq $(($1 * 10))); do
        is_silent && return
        sleep 0.1
    done
}

# ---- hands ------------------------------------------------------------------------------
# press KEY: and waits until another page is there.
press() {
    local before
    before=$(page_count)
    xdotool key "$1"
    for _ in $(seq 100); do
        [ "$(page_count)" -gt "$before" ] && return
        sleep 0.05
    done
    give_up "nothing came after the key $1"
}

touch_first_choice() { xdotool mousemove $((width * 17 / 100)) $((height * 26 / 100)) click 1; }

point_away() { xdotool mousemove $((width / 2)) 2; }

# walk PREFIX PAGES: through an item to its summary, at most so many pages.
walk() {
    local name
    for _ in $(seq "$2"); do
        name=$(page_name)
        shot "$1-$name"
        listen 2
        case $name in
        summary) return ;;
        question) press 1 ;;
        *) press space ;;
        esac
    done
}

# ---- the tour ------------------------------------------------------------------------------
"$program" kiosk "$@" &
kiosk=$!
trap 'kill "$kiosk" 2>/dev/null || true' EXIT
empty=$(look)
for _ in $(seq 200); do
    [ "$(look)" != "$empty" ] && break
    kill -0 "$kiosk" 2>/dev/null || give_up 'the kiosk did not start'
    sleep 0.05
done
point_away

echo 'The kiosk names its languages; the first is touched, and touched again.'
shot languages
listen 15
touch_first_choice
shot touched
listen 3
touch_first_choice
for _ in $(seq 100); do
    [ "$(page_count)" -gt 0 ] && break
    sleep 0.05
done
[ "$(page_name)" = topics ] || give_up 'the touched language did not open'
point_away
shot topics
listen 5

echo 'A notice.'
press 3
shot list
press 1
walk notice 8

echo 'A guided procedure.'
press Home
press 1
press 1
walk guide 24

echo 'The same in Hmong.'
press l
press 2
press Home
shot hmong-topics
listen 4
press 1
shot hmong-list
listen 3
press 1
walk hmong 4

echo 'Calling a person, and leaving.'
press h
shot call
listen 4
press Home
xdotool key Escape
sleep 0.5
shot languages-again
kill -TERM "$kiosk"
wait "$kiosk" || give_up 'the kiosk did not leave cleanly'
