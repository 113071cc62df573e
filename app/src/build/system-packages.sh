#!/usr/bin/env bash
# Names the system packages that Lastframe lacks, and installs them where it may.
#
#   system-packages.sh run|unit|test [install]
#
# run: what the app needs, and without a display what its demonstration needs. test: what the tests need as well.
# unit: the libraries that unit tests load; when one is missing, all that the tests need, to ask but once.
# As root, or with "install" (by sudo), Debian and Ubuntu get what is missing; otherwise the line to type is printed.
set -euo pipefail
. "$(dirname "$0")/display.sh"

purpose=${1:?run, unit or test}
may_install=${2:-}

# library or program | Debian packages that bring it, the first that exists is taken
libraries=(
    "libgtk-3.so.0|libgtk-3-0t64 libgtk-3-0"
    "libGL.so.1|libgl1"
    "libX11.so.6|libx11-6"
    "libXext.so.6|libxext6"
    "libXfixes.so.3|libxfixes3"
    "libXdamage.so.1|libxdamage1"
    "libXrandr.so.2|libxrandr2"
    "libXi.so.6|libxi6"
    "libXtst.so.6|libxtst6"
    "libXxf86vm.so.1|libxxf86vm1"
    "libX11-xcb.so.1|libx11-xcb1"
    "libxcb-shm.so.0|libxcb-shm0"
    "libfreetype.so.6|libfreetype6"
    "libpangoft2-1.0.so.0|libpangoft2-1.0-0"
    # FFmpeg's devices are linked to both, also when no sound is recorded.
    "libasound.so.2|libasound2t64 libasound2"
    "libpulse.so.0|libpulse0"
)
programs=(
    "xdg-user-dir|xdg-user-dirs"
    "fc-list|fontconfig"
)
has_libraries() {
    local entry known
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
    for entry in "${libraries[@]}"; do
        [[ $known == *"${entry%%|*} "* ]] || return
    done
}
if [ "$purpose" = unit ]; then
    if has_libraries; then
        exit 0
    fi
    purpose=test
fi
virtual_screen=(
    "Xvfb|xvfb"
    "openbox|openbox"
    "xterm|xterm"
    "xdotool|xdotool"
    "xdpyinfo|x11-utils"
)
case $purpose in
    run) display_works || programs+=("${virtual_screen[@]}") ;;
    test)
        programs+=(
            "${virtual_screen[@]}"
            "xrandr|x11-xserver-utils"
            "pulseaudio|pulseaudio"
            "pactl|pulseaudio-utils"
            "dbus-daemon|dbus-daemon dbus"
            "pipewire|pipewire"
            "pw-dump|pipewire-bin"
            "wireplumber|wireplumber"
            # Drives the browser. Ubuntu's package of it is a stub that asks for a snap.
            "chromedriver|chromium-driver"
            "tesseract|tesseract-ocr"
            # What a file manager takes a file for; without a desktop xdg-mime asks another program.
            "gio|libglib2.0-bin"
            # Open a report as others do.
            "unzip|unzip"
            "python3|python3"
        )
        ;;
    *)
        echo "system-packages.sh: run, unit or test, not $purpose" >&2
        exit 2
        ;;
esac

# Ubuntu's chromium-browser is a stub that asks for a snap: it must answer to count.
browser_works() {
    local browser
    for browser in chromium google-chrome google-chrome-stable chromium-browser; do
        command -v "$browser" >/dev/null && timeout 20 "$browser" --version >/dev/null 2>&1 && return
    done
    return 1
}

# Whether one of these files is there.
has_file() {
    local file
    for file in "$@"; do
        [ ! -e "$file" ] || return 0
    done
    return 1
}

# Fills missing with what is not there, one "name|packages" each.
look() {
    local entry known
    missing=()
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
    for entry in "${libraries[@]}"; do
        case $known in
            *"${entry%%|*} "*) ;;
            *) missing+=("$entry") ;;
        esac
    done
    for entry in "${programs[@]}"; do
        command -v "${entry%%|*}" >/dev/null || missing+=("$entry")
    done
    if ! command -v fc-list >/dev/null || [ -z "$(fc-list 2>/dev/null)" ]; then
        missing+=("a font|fonts-dejavu-core")
    fi
    if [ "$purpose" = test ]; then
        has_file /usr/share/dbus-1/services/org.freedesktop.portal.Desktop.service ||
            missing+=("the desktop portal|xdg-desktop-portal")
        has_file /usr/lib*/gstreamer-1.0/libgstpipewire.so /usr/lib/*/gstreamer-1.0/libgstpipewire.so ||
            missing+=("GStreamer's pipewiresrc|gstreamer1.0-pipewire")
        has_file /usr/lib*/libopenh264.so.[78] /usr/lib/*/libopenh264.so.[78] ||
            missing+=("libopenh264|libopenh264-8 libopenh264-7")
        has_file /usr/lib*/gstreamer-1.0/libgstvideotestsrc.so /usr/lib/*/gstreamer-1.0/libgstvideotestsrc.so ||
            missing+=("GStreamer's base plugins|gstreamer1.0-plugins-base")
        browser_works || missing+=("a browser (chromium or google-chrome)|chromium google-chrome-stable")
    fi
}

names_missing() {
    local names
    names=$(printf '%s, ' "${missing[@]%%|*}")
    echo "${names%, }"
}

look
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Lastframe lacks on this system: $(names_missing)." >&2
    echo "Install what brings them with the system's package manager, then run the same command again." >&2
    exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
fi

has_candidate() {
    local policy
    policy=$(apt-cache policy "$1" 2>/dev/null || true)
    [[ $policy =~ Candidate:\ [^\(] ]]
}

# Fills packages from missing; a package that no list offers stays in unknown.
choose() {
    local entry package chosen
    packages=()
    unknown=()
    for entry in "${missing[@]}"; do
        chosen=
        for package in ${entry#*|}; do
            if has_candidate "$package"; then
                chosen=$package
                break
            fi
        done
        if [ -n "$chosen" ]; then
            packages+=("$chosen")
        else
            unknown+=("${entry%%|*}")
        fi
    done
}

if [ "$(id -u)" -ne 0 ] && [ "$may_install" != install ] && [ "$may_install" != true ]; then
    choose
    echo "Lastframe lacks on this system: $(names_missing). Type:" >&2
    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends ${packages[*]:-}" >&2
    [ ${#unknown[@]} -eq 0 ] || printf 'No package list here offers %s: install it by hand.\n' "${unknown[@]}" >&2
    echo "Then run the same command again, or add -Dinstall to have it done by sudo." >&2
    exit 1
fi

apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

echo "Lastframe lacks $(names_missing): installing."
for attempt in 1 2 3; do
    apt update || echo "The package lists could not be refreshed (attempt $attempt of 3)." >&2
    choose
    if [ ${#unknown[@]} -eq 0 ] && apt install --no-install-recommends "${packages[@]}" >/dev/null; then
        break
    fi
    sleep $((attempt * 2))
done
hash -r
look
if [ ${#missing[@]} -gt 0 ]; then
    echo "Lastframe still lacks $(names_missing): install it by hand, then run the same command again." >&2
    exit 1
fi
