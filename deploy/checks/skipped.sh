#!/usr/bin/env bash
# skipped.sh SINCE: every test class of what speaks to carriers, routers and daemons has run since that file was written, and
# with all that .ci/run installs none of its tests was left out. A class that gives up before its first test is reported
# without any.
set -euo pipefail
since=$(realpath "$1")
cd "$(dirname "$0")/../.."
open=(provisioning-service deploy/adapter-kit deploy/simulator deploy/netconf-adapter)
needs_root=(deploy/lab deploy/pcep-adapter)
complete=("${open[@]}")
if [ "$(id -u)" -eq 0 ]; then
  complete+=("${needs_root[@]}")
else
  echo "skipped: not root, so tests of ${needs_root[*]} may be left out"
fi

left_out=0
complain() {
  echo "$1"
  left_out=1
}

for module in "${open[@]}" "${needs_root[@]}"; do
  classes=0
  while read -r source; do
    classes=$((classes + 1))
    grep -q '^\(public \)\?abstract class' "$source" && continue
    reports=("$module"/target/surefire-reports/TEST-*."$(basename "$source" .java)".xml)
    [ "${reports[0]}" -nt "$since" ] || complain "$source: has not run"
  done < <(find "$module/src/test/java" -name '*Test.java')
  [ "$classes" -gt 0 ] || complain "$module: has no tests"
done

for module in "${complete[@]}"; do
  for report in "$module"/target/surefire-reports/TEST-*.xml; do
    [ "$report" -nt "$since" ] || continue
    suite=$(grep -m 1 -o '<testsuite [^>]*' "$report") || { complain "$report: cannot be read"; continue; }
    case $suite in
      *' tests="0"'*) complain "$report: none of its tests has run" ;;
      *' skipped="0"'*) ;;
      *) complain "$report: $(grep -o 'skipped="[0-9]*"' <<<"$suite")" ;;
    esac
  done
done
[ "$left_out" -eq 0 ] && echo 'skipped: nothing was left out'
exit "$left_out"
