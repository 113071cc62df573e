#!/usr/bin/env bash
# Opens the built app. With no display: a demonstration on a virtual one, with the app recording it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/display.sh"
launcher=$(cd "$here/../.." && pwd)/target/lastframe/bin/lastframe

if display_works; then
    exec "$launcher"
fi
if [ -n "${WAYLAND_DISPLAY:-}" ]; then
    # A Wayland session without XWayland: the app says what that means for it.
    exec "$launcher"
fi

echo "No display here: Lastframe records a virtual screen for 10 seconds."
work=$(mktemp -d)
pids=()

clean_up() {
    local pid
    trap - EXIT INT TERM
    # The last one started ends first: the app before its screen, so that it can save.
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
        pid=${pids[i]}
        kill -TERM "$pid" 2>/dev/null || continue
        for _ in {1..100}; do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
    echo "The demonstration failed: $1" >&2
    [ ! -s "$work/app.log" ] || tail -n 20 "$work/app.log" >&2
    exit 1
}

# await SECONDS WHAT COMMAND…: until the command succeeds; fails when the app has ended meanwhile.
await() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        [ -z "${app:-}" ] || kill -0 "$app" 2>/dev/null || fail "Lastframe ended before $what."
        [ $SECONDS -lt $deadline ] || fail "$what did not come in time."
        sleep 0.1
    done
}

# -displayfd: the server looks for a free number itself.
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$work/number" >"$work/xvfb.log" 2>&1 &
pids+=($!)
await 20 "the virtual screen" test -s "$work/number"
DISPLAY=:$(cat "$work/number")
export DISPLAY XDG_SESSION_TYPE=x11

openbox >"$work/openbox.log" 2>&1 &
pids+=($!)
window_manager_is_up() { [[ $(xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null) == *"window id"* ]]; }
await 20 "the window manager" window_manager_is_up

cat >"$work/content.sh" <<'CONTENT'
for ((i = 0; ; i++)); do
    printf '\e[1;%dm%8d  ' $((31 + i % 6)) "$i"
    printf '\e[%dm          ' $((41 + i % 6)) $((41 + (i + 2) % 6)) $((41 + (i + 4) % 6))
    printf '\e[0m\n'
    sleep 0.05
done
CONTENT
xterm -geometry 80x36+560+60 -T "Moving content" -e bash "$work/content.sh" >"$work/xterm.log" 2>&1 &
pids+=($!)

# Keys are pressed in its window while it records.
LASTFRAME_UNATTENDED=1 "$launcher" >"$work/app.log" 2>&1 &
app=$!
pids+=($app)
find_window() {
    window=$(xdotool search --onlyvisible --limit 1 --name Lastframe 2>/dev/null)
    [ -n "$window" ]
}
await 60 "the window" find_window
xdotool windowactivate --sync "$window"

# The file that the app has open tells where it records, whatever its settings say.
find_recording() {
    recording=$(find "/proc/$app/fd" -lname '*.recording.ts' -printf '%l\n' -quit 2>/dev/null)
    [ -n "$recording" ]
}
xdotool key F9
await 30 "the recording" find_recording
echo "Recording (F9 pressed) ..."
sleep 10
xdotool key F9
file=${recording%.recording.ts}.ts
await 30 "the finished file" test -s "$file"

events=${file%.ts}.events.jsonl
ledger=$(grep '"type":"ledger"' "$events" | tail -n 1) || fail "$events holds no ledger."
number() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" <<<"$ledger"; }

echo "Recorded: $file ($(($(stat -c %s "$file") / 1024)) KiB)"
echo "Of $(number ticks) ticks $(number captured) were captured, $(number unchanged) found nothing changed" \
    "and $(number missed) were missed; $(number encoded) frames are in the file."
echo "$ledger"

# As a user closes it; openbox's own key.
xdotool key alt+F4
for _ in {1..100}; do
    kill -0 "$app" 2>/dev/null || break
    sleep 0.1
done
