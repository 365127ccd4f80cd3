#!/usr/bin/env bash
# How a pack of 5,000 items and 2 GiB of recordings fares: installing it, beside copying,
# syncing and hashing the same file; searching it; starting the kiosk with it.
#   library.sh BUILD_DIR CONTENT VOICES
set -eu
build=$1
content=$2
voices=$3
place=$(mktemp -d /var/tmp/bench-library-XXXXXX)
trap 'rm -rf "$place"' EXIT
export TIENGBAN_STATE=$place/state
mkdir -p "$place/state/trust"
room_kib=$(df --output=avail "$place" | tail -1)
if [ "$room_kib" -lt $((8 * 1024 * 1024)) ]; then
    echo "library: 8 GiB are needed in /var/tmp" >&2
    exit 1
fi

"$build/tests/bench/bigpack" "$content" "$voices" 5000 2048 "$place/big.pack"
"$build/tiengban" content keygen --no-passphrase "$place/state/trust/province-bench" >/dev/null
"$build/tiengban" content sign "$place/big.pack" --key "$place/state/trust/province-bench.key" >/dev/null

seconds() {
    local begun=$EPOCHREALTIME
    "$@" >/dev/null
    awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f\n", b - a }'
}
install_it() {
    rm -rf "$place/large"
    "$build/tiengban" content install "$place/big.pack" --library "$place/large"
}
copy_it() {
    cp "$place/big.pack" "$place/copy"
    sync "$place/copy"
    b2sum "$place/copy"
}
# By turns, so that a disk that is busy for a while is busy for both.
middle() { sort -n | sed -n 2p; }
for _ in 1 2 3; do
    seconds install_it >>"$place/ours"
    seconds copy_it >>"$place/rival"
    rm -f "$place/copy"
done
awk -v a="$(middle <"$place/ours")" -v b="$(middle <"$place/rival")" -v bytes="$(stat -c %s "$place/big.pack")" \
    'BEGIN { printf "%-28s %9.2f s, cp + sync + b2sum %6.2f s, ratio %.3f  (%.2f GiB)\n", "install", a, b, a / b, bytes / 2^30 }'

"$build/tests/bench/search" "$place/big.pack"
tests/e2e/stage.sh 1280x800 "$build/tests/bench/start" "$build/tiengban" "$place/small" "$place/large"
