#!/bin/sh
# An engine for the tests: `engine.sh DIR HOW`. Reads the text, writes down in DIR that it
# was started and what it was told, and answers with DIR/tone.wav, or with something worse.
set -eu
dir=$1 how=$2
echo $$ >>"$dir/pids"
if [ "$how" = hasty ]; then # closes its input unread
    exec <&-
else
    cat >"$dir/told"
fi
echo started >>"$dir/starts"
case $how in
good | hasty) cat "$dir/tone.wav" ;;
slow) sleep 600 & wait ;;
words) echo "this is no sound" ;;
silent) cat "$dir/silence.wav" ;;
endless) cat /dev/zero ;;
failing)
    cat "$dir/tone.wav"
    exit 3
    ;;
esac
