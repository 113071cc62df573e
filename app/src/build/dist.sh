#!/usr/bin/env bash
# Makes what is installed: the built app with a Java of its own, its natives laid out, its AOT cache; then the .deb.
#
#   dist.sh IMAGE TARGET VERSION     IMAGE: the built app's folder; TARGET: the folder that gets dist/ and the .deb
#
# dist/lastframe is complete: it runs from any folder of a computer of this kind.
set -euo pipefail
image=$(cd "${1:?the folder of the built app}" && pwd)
target=${2:?a folder}
version=${3:?a version}
build=$(cd "$(dirname "$0")" && pwd)
sources=$(cd "$build/.." && pwd)
[ "$(uname -s)" = Linux ] || {
    echo "dist.sh makes packages for Linux; on Windows and macOS jpackage does." >&2
    exit 1
}
java_home=$(cat "$image/lib/java-home")
for program in "$java_home/bin/jlink" "$java_home/bin/jar"; do
    [ -x "$program" ] || {
        echo "dist.sh: $program is not there: a whole JDK 25 has to build the package." >&2
        exit 1
    }
done
# The same commit gives the same files: the moment of the commit, where it is known.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$sources" log -1 --format=%ct 2>/dev/null || echo 315532800)}
export SOURCE_DATE_EPOCH

dist=$target/dist/lastframe
lib=$dist/lib
rm -rf "$target/dist"
mkdir -p "$dist/bin" "$lib/natives"
cp "$image/bin/lastframe" "$dist/bin/"

# The jars, without those that only hold libraries, or nothing: these are laid out below.
for jar in "$image"/lib/*.jar; do
    case ${jar##*/} in
        *-linux-*.jar | ffmpeg-platform-*.jar) ;;
        *) cp -p "$jar" "$lib/" ;;
    esac
done

# FFmpeg and its bindings: unpacked here, each user's cache needs no copy of them.
natives=$(mktemp -d)
trap 'rm -rf "$natives"' EXIT
for jar in "$image"/lib/*-linux-*.jar; do
    (cd "$natives" && "$java_home/bin/jar" xf "$jar")
done
find "$natives/org/bytedeco" -type f \( -name '*.so' -o -name '*.so.*' -o -name ffmpeg -o -name ffprobe \) \
    -exec cp {} "$lib/natives/" \;
(cd "$natives" && "$java_home/bin/jar" xf "$image"/lib/javafx/javafx-graphics-*.jar)
# JavaFX looks for its own where Java is told to look. What only other toolkits, videos and web pages need stays out.
cp "$natives"/libglass.so "$natives"/libglassgtk3.so "$natives"/libjavafx_font*.so "$natives"/libprism_sw.so \
    "$natives"/libprism_common.so "$natives"/libprism_es2.so "$natives"/libjavafx_iio.so \
    "$natives"/libdecora_sse.so "$lib/natives/"
chmod 644 "$lib"/natives/*
chmod 755 "$lib/natives/ffmpeg" "$lib/natives/ffprobe"
strip --strip-unneeded "$lib"/natives/* 2>/dev/null || true

# What the app and its libraries name of the JDK, by jdeps and by running it; measured in DESIGN.md.
modules=javafx.controls,java.logging,java.management,java.naming,java.xml,jdk.net,jdk.security.auth,jdk.unsupported
# Not compressed: xz makes 24 MB of these files, and 42 MB of those that jlink compressed before.
"$java_home/bin/jlink" --module-path "$image/lib/javafx" --add-modules "$modules" --output "$lib/runtime" \
    --strip-debug --no-header-files --no-man-pages --compress zip-0 \
    --exclude-resources '/javafx.graphics/*.so,/javafx.base/**.html'

"$build/licences.sh" "$lib" "$dist/licences" "$java_home/bin/jar"

# Times that do not differ between two builds; the AOT cache compares them with those of its training.
find "$dist" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
"$build/train.sh" "$dist" "$target/dist-training"
"$build/deb.sh" "$dist" "$target" "$version"
