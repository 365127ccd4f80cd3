#!/usr/bin/env bash
# A machine for the kiosk where there is none: a screen (Xvfb) and a loudspeaker
# (PulseAudio with a null sink) whose sound is written down.
#
#   stage.sh [--sound FILE.wav|FILE.raw] WIDTHxHEIGHT COMMAND...
#
# FILE gets what comes out of the loudspeaker while it plays: 22050 Hz, 16 bit,
# one channel. COMMAND finds DISPLAY, PULSE_SERVER, ALSA_CONFIG_PATH, STAGE_SOUND
# (FILE, else a raw one that goes away with the stage) and STAGE_DIR (a private
# folder that goes away, too). Exits as COMMAND does and leaves nothing running.
# shellcheck disable=SC2317 # functions that only the trap calls
set -eu

STAGE_SOUND=''
if [ "${1:-}" = --sound ] && [ $# -ge 2 ]; then
    STAGE_SOUND=$(realpath -m "$2")
    shift 2
fi
[ $# -ge 2 ] || {
    echo 'usage: stage.sh [--sound FILE.wav|FILE.raw] WIDTHxHEIGHT COMMAND...' >&2
    exit 2
}
size=$1
shift

STAGE_DIR=$(mktemp -d "${TMPDIR:-/tmp}/tiengban-stage-XXXXXX")
STAGE_SOUND=${STAGE_SOUND:-$STAGE_DIR/sound.raw}
export STAGE_DIR STAGE_SOUND
with_us='setpriv --pdeathsig TERM' # they go even if this script is killed
command_pid='' parec_pid='' pulse_pid='' xvfb_pid=''

stop() { # PID: ends what we started, and waits until it is gone
    [ -z "$1" ] && return
    kill -TERM -- "$1" 2>/dev/null || true
    wait "${1#-}" 2>/dev/null || true
}

clear_stage() {
    trap '' INT TERM HUP
    stop "${command_pid:+-$command_pid}" # the whole group: the kiosk is its child
    sleep 0.1                            # the recorder is a block behind
    stop "$parec_pid"
    stop "$pulse_pid"
    stop "$xvfb_pid"
    rm -rf "$STAGE_DIR"
}
trap clear_stage EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

fail() { # SENTENCE LOG
    printf 'stage: %s\n' "$1" >&2
    [ -s "$2" ] && tail -n 5 "$2" >&2
    exit 1
}

# until_true COMMAND...: at most ten seconds.
until_true() {
    for _ in $(seq 200); do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.05
    done
    return 1
}

start_screen() {
    local number=$STAGE_DIR/display
    $with_us Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset \
        3>"$number" 2>"$STAGE_DIR/xvfb.log" &
    xvfb_pid=$!
    until_true grep -q . "$number" || fail 'Xvfb did not start.' "$STAGE_DIR/xvfb.log"
    DISPLAY=:$(cat "$number")
    export DISPLAY
}

start_loudspeaker() {
    # norewinds: else the first 1.4 s of every stream stall and burn the processor.
    export XDG_RUNTIME_DIR=$STAGE_DIR/run
    mkdir -m 700 "$XDG_RUNTIME_DIR"
    export PULSE_SERVER=unix:$XDG_RUNTIME_DIR/pulse.sock PULSE_COOKIE=$XDG_RUNTIME_DIR/cookie
    HOME=$STAGE_DIR $with_us pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no \
        --disable-shm=yes --log-target=stderr \
        --load="module-native-protocol-unix auth-anonymous=1 socket=$XDG_RUNTIME_DIR/pulse.sock" \
        --load="module-null-sink sink_name=kiosk rate=22050 channels=1 format=s16le norewinds=1" \
        2>"$STAGE_DIR/pulse.log" &
    pulse_pid=$!
    until_true pactl list short sinks || fail 'PulseAudio did not start.' "$STAGE_DIR/pulse.log"
    export ALSA_CONFIG_PATH=$STAGE_DIR/alsa.conf JACK_NO_START_SERVER=1
    printf 'pcm.!default { type pulse }\nctl.!default { type pulse }\n' >"$ALSA_CONFIG_PATH"
}

start_recorder() {
    local format=--raw
    [ "${STAGE_SOUND##*.}" = wav ] && format=--file-format=wav
    mkdir -p "$(dirname "$STAGE_SOUND")"
    $with_us parec -d kiosk.monitor --format=s16le --rate=22050 --channels=1 --latency-msec=5 "$format" \
        "$STAGE_SOUND" 2>"$STAGE_DIR/parec.log" &
    parec_pid=$!
    until_true test -s "$STAGE_SOUND" || fail 'Nothing can be recorded.' "$STAGE_DIR/parec.log"
}

rm -f "$STAGE_SOUND"
start_screen
start_loudspeaker
start_recorder
$with_us setsid "$@" <&0 &
command_pid=$!
status=0
wait "$command_pid" || status=$?
exit "$status"
