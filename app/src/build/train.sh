#!/usr/bin/env bash
# Trains the AOT caches of the built app: runs it on a virtual screen, and Java keeps the loaded and linked classes with
# what it learned about them, in lib/lastframe.aot those of the window, in lib/lastframe-record.aot the half of them that
# `lastframe record` and the short commands need. The launcher uses them with the very Java that trained them.
#
#   train.sh IMAGE WORK [no]     IMAGE: the built app's folder; WORK: a folder for what the run leaves; no: not now
#
# Where it cannot be trained the app is built without, which only starts slower; that is said in one line.
set -euo pipefail
image=$(cd "${1:?the folder of the built app}" && pwd)
work=${2:?a folder to work in}
[ "${3:-yes}" != no ] || exit 0
cache=$image/lib/lastframe.aot
record_cache=$image/lib/lastframe-record.aot
launcher=$image/bin/lastframe

without() {
    echo "Built without an AOT cache, Lastframe starts slower: $1"
    rm -f "$cache" "$record_cache" "$cache.release"
    exit 0
}

# The image's own Java, or the one that built it, is what the launcher takes first.
java_home=$image/lib/runtime
[ -d "$java_home" ] || java_home=$(cat "$image/lib/java-home" 2>/dev/null) && [ -r "$java_home/release" ] ||
    without "it is not known which Java built it."
for program in Xvfb xdotool; do
    command -v "$program" >/dev/null || without "it is trained with $program, which is not there."
done

rm -rf "$work"
mkdir -p "$work/home"
work=$(cd "$work" && pwd)
# The path of a socket has to be short.
run=$(mktemp -d)
pids=()

clean_up() {
    local pid
    trap - EXIT INT TERM
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
    rm -rf "$run"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# await SECONDS WHAT COMMAND…: until the command succeeds.
await() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        if [ $SECONDS -ge $deadline ] || { [ -n "${app:-}" ] && ! kill -0 "$app" 2>/dev/null; }; then
            [ ! -s "$work/app.log" ] || tail -n 20 "$work/app.log"
            without "in its training $what did not come."
        fi
        sleep 0.1
    done
}

# soon SECONDS COMMAND…: whether the command succeeds in that time.
soon() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.1
    done
}

# -displayfd: the server looks for a free number itself. -noreset: it would begin anew, and refuse the app meanwhile,
# whenever the last program on it ends, such as one look for the window.
Xvfb -displayfd 3 -noreset -screen 0 1920x1080x24 -nolisten tcp 3>"$work/number" >"$work/xvfb.log" 2>&1 &
pids+=($!)
await 20 "the virtual screen" test -s "$work/number"

# Nothing of the user's is read or written, and no Wayland session is seen.
unset WAYLAND_DISPLAY JAVA_TOOL_OPTIONS
DISPLAY=:$(cat "$work/number")
export DISPLAY XDG_SESSION_TYPE=x11 LASTFRAME_JAVA_HOME="$java_home" HOME="$work/home" \
    XDG_CONFIG_HOME="$work/home/.config" XDG_STATE_HOME="$work/home/.local/state" \
    XDG_CACHE_HOME="$work/home/.cache" XDG_DATA_HOME="$work/home/.local/share" XDG_RUNTIME_DIR="$run"

# Without the old one: it would be the one in use. Names without a folder: the options are split at spaces.
rm -f "$cache" "$record_cache" "$cache.release"
cd "$work"
LASTFRAME_UNATTENDED=1 LASTFRAME_JAVA_OPTS="-XX:AOTMode=record -XX:AOTConfiguration=window.aotconf" "$launcher" >app.log 2>&1 &
app=$!
pids+=($app)

find_window() {
    window=$(xdotool search --onlyvisible --limit 1 --name Lastframe 2>/dev/null) && [ -n "$window" ]
}
await 60 "the window" find_window
# A key that does not arrive shows in what does not come; a window that goes meanwhile is no fault of the build.
xdotool windowfocus "$window" || true

# files NAME [BUT]: whether there is one of this name whose path is not like the other.
files() { find home -name "$1" -not -path "${2:-}" -print -quit | grep -q .; }
# The shortcut of the record button: start, record for a moment, stop.
press_until() {
    local pattern=$1 but=$2
    xdotool key F9 || true
    await 30 "$3" files "$pattern" "$but"
}
# Java also keeps what it learned of the methods that ran often: those of a tick and of a picture, in full motion.
paint() {
    local grey
    while :; do
        for grey in 333333 999999; do
            xsetroot -solid "#$grey" || return
            sleep 0.02
        done
    done
}
if command -v xsetroot >/dev/null; then
    paint >/dev/null 2>&1 &
    pids+=($!)
fi
press_until '*.recording.ts' '' "the recording"
# What answers a command is loaded too: it comes while something is recorded.
timeout --foreground -k 10 30 "$launcher" status >>app.log 2>&1 || true
timeout --foreground -k 10 30 "$launcher" mark >>app.log 2>&1 || true
sleep 5
# The report's dialog opens and the report is made while a recording goes on, which must not wait for classes. A cache
# that lacks them is still good for all else.
find_dialog() {
    dialog=$(xdotool search --onlyvisible --limit 1 --name '^Report a bug$' 2>/dev/null) && [ -n "$dialog" ]
}
xdotool key F12 || true
if soon 60 find_dialog; then
    sleep 3
    xdotool windowfocus "$dialog" key ctrl+Return || true
    soon 60 files '*.zip' '*unfinished*' || echo "Trained without a report."
    xdotool key Escape || true
else
    echo "Trained without the report's dialog."
fi
xdotool windowfocus "$window" || true
press_until '*.ts' '*.recording.ts' "the finished recording"

# ended PID: waits for it, a minute and a half at most. Killed it has written nothing to make a cache of.
ended() {
    for _ in {1..900}; do
        kill -0 "$1" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$1" 2>/dev/null || true
    wait "$1" || true
}
# create NAME: makes NAME.aot of NAME.aotconf, and says whether Java did.
create() {
    LASTFRAME_JAVA_OPTS="-XX:AOTMode=create -XX:AOTConfiguration=$1.aotconf -XX:AOTCache=$1.aot" \
        timeout --foreground -k 10 300 "$launcher" >>app.log 2>&1 || true
    [ -s "$1.aot" ]
}

# A stop request closes the window as a person does.
kill -TERM "$app" 2>/dev/null || true
ended "$app"
app=
create window || {
    tail -n 20 app.log
    without "Java made none."
}

# Each start maps the whole of its cache, and has it moved in memory: what has no window gets one without the window.
LASTFRAME_JAVA_OPTS="-XX:AOTMode=record -XX:AOTConfiguration=record.aotconf" \
    "$launcher" record --for 6s --output home/alone.ts >>app.log 2>&1 &
alone=$!
pids+=($alone)
if soon 30 files 'alone.recording.ts'; then
    timeout --foreground -k 10 30 "$launcher" status >>app.log 2>&1 || true
    timeout --foreground -k 10 30 "$launcher" mark >>app.log 2>&1 || true
fi
ended "$alone"
if create record; then
    mv record.aot "$record_cache"
else
    echo "Trained without a cache of its own for \`lastframe record\`: it takes the window's, and 25 MiB more."
fi
# What the launcher compares: the caches are good for this Java only.
cp "$java_home/release" "$cache.release"
mv window.aot "$cache"
for made in "$cache" "$record_cache"; do
    [ ! -s "$made" ] || echo "Trained an AOT cache: $(basename "$made"), $(($(stat -c %s "$made") / 1048576)) MiB."
done
