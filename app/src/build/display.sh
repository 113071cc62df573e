# Sourced by the other scripts.

# Whether $DISPLAY names an X server that answers (XWayland too).
display_works() {
    [ -n "${DISPLAY:-}" ] || return 1
    if command -v xdpyinfo >/dev/null; then
        timeout 5 xdpyinfo >/dev/null 2>&1
        return
    fi
    case $DISPLAY in
        :*)
            local number=${DISPLAY#:}
            [ -S "/tmp/.X11-unix/X${number%%.*}" ]
            ;;
        # Another machine's: only xdpyinfo could tell.
        *) true ;;
    esac
}
