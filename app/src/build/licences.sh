#!/usr/bin/env bash
# Gathers the licences of what a package holds; refuses a jar whose licence is not named.
#
#   licences.sh LIB TARGET JAR     LIB: the package's jars; TARGET: a new folder for the texts; JAR: the JDK's jar program
set -euo pipefail
lib=${1:?the folder of the jars}
target=${2:?a folder}
read_jar=${3:?the program jar}
sources=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$target"
cp "$sources"/licences/* "$target/"
cp "$sources/../../LICENSE" "$target/"
for jar in "$lib"/*.jar; do
    name=$(basename "$jar" .jar)
    # Without its version.
    name=$(sed 's/-[0-9][0-9.]*\(-.*\)\?$//' <<<"$name")
    case $name in
        app | recorder-core) continue ;;
    esac
    grep -qE "(^|, )$name(,| |\$)" "$sources/licences/THIRD-PARTY.txt" || {
        echo "licences.sh: app/src/licences/THIRD-PARTY.txt does not name the licence of $name." >&2
        exit 1
    }
    # What the library itself brings along.
    entries=$("$read_jar" tf "$jar" | grep -iE '^META-INF/[^/]*(LICEN[CS]E|NOTICE)[^/]*$' || true)
    [ -n "$entries" ] || continue
    mkdir -p "$target/$name"
    jar=$(cd "$(dirname "$jar")" && pwd)/$(basename "$jar")
    # shellcheck disable=SC2086
    (cd "$target/$name" && "$read_jar" xf "$jar" $entries && mv META-INF/* . && rmdir META-INF)
done
