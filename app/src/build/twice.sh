#!/usr/bin/env bash
# Builds the project's own jars twice from one commit, at different times in different folders, zones and file modes,
# and fails where a byte differs.
#
#   twice.sh [COMMIT [MAVEN-OPTION...]]     COMMIT: HEAD where none is named
set -euo pipefail
commit=${1:-HEAD}
shift || true
root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() {
    local folder=$work/$1
    shift
    mkdir -p "$folder"
    git -C "$root" archive "$commit" | tar -x -C "$folder"
    (cd "$folder" && mvn -B -ntp -q package -DskipTests -Dlastframe.train=no -Dlastframe.skip.testCompile=true \
        -Djacoco.skip=true "$@" </dev/null >&2)
}
sums() {
    (cd "$work/$1" && sha256sum app/target/app-*.jar recorder-core/target/recorder-core-*.jar | grep -v -- '-tests\.jar$')
}

(umask 022 && TZ=UTC build one "$@")
(umask 077 && TZ=Asia/Tokyo build "another one" "$@")
sums one
diff <(sums one) <(sums "another one") || {
    echo "The same commit gave different jars." >&2
    exit 1
}
echo "The same commit gave the same jars twice."
