#!/usr/bin/env bash
# Fails when fewer tests ran than expected, or any was skipped: a build that tests nothing must not be green.
#
#   count-tests.sh REPORTS MINIMUM WHAT [SELECTION]
#
# REPORTS is the folder with the TEST-*.xml files. With a SELECTION (-Dtest or -Dit.test) nothing is asserted;
# Maven hands it over uninterpolated, as ${test}, when there is none.
set -euo pipefail

reports=$1 minimum=$2 what=$3 selection=${4:-}
case $selection in
    '' | *'${'*) ;;
    *)
        echo "Only $selection was asked for: the number of $what tests is not asserted."
        exit 0
        ;;
esac

shopt -s nullglob
files=("$reports"/TEST-*.xml)
[ ${#files[@]} -gt 0 ] || files=(/dev/null)
# A test is one <testcase>; <skipped> is inside the one that it belongs to.
read -r run skipped < <(awk '/<testcase /{run++} /<skipped/{skipped++} END{print run + 0, skipped + 0}' "${files[@]}")
run=$((run - skipped))
if [ "$run" -lt "$minimum" ] || [ "$skipped" -gt 0 ]; then
    echo "Of the $what tests $run ran and $skipped were skipped; at least $minimum must run and none be skipped." >&2
    exit 1
fi
echo "$run $what tests ran (at least $minimum expected), none was skipped."
