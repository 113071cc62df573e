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
# A test is one <testcase>; <skipped> is inside the one that it belongs to, with its reason.
mount='may not mount a small disk'
read -r run skipped unmounted < <(awk -v mount="$mount" '
    /<testcase /{run++}
    /<skipped/{skipped++; if (index($0, mount)) unmounted++}
    END{print run + 0, skipped + 0, unmounted + 0}' "${files[@]}")
# Only root may fill a disk of its own; every other account is told what was left out.
excused=0
if [ "$unmounted" -gt 0 ] && [ "$(id -u)" != 0 ]; then
    excused=$unmounted
    echo "$excused of the $what tests fill a small disk, for which this account may not mount one: run the tests as root to have them too."
fi
if [ "$run" -lt "$minimum" ] || [ "$skipped" -gt "$excused" ]; then
    echo "Of the $what tests $((run - skipped)) ran and $skipped were skipped; at least $minimum must run and none be skipped." >&2
    exit 1
fi
echo "$((run - skipped)) $what tests ran (at least $minimum expected), $skipped skipped."
