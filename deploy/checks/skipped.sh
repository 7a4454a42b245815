#!/usr/bin/env bash
# As root, and with all that .ci/run installs, no test of what speaks to carriers, routers and daemons is left out. A class
# that gives up before its first test is reported without any.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(id -u)" -eq 0 ] || { echo 'skipped: not root, so tests that need it may be left out'; exit 0; }
left_out=0
for module in provisioning-service deploy/lab deploy/pcep-adapter deploy/netconf-adapter; do
  reports=("$module"/target/surefire-reports/TEST-*.xml)
  [ -e "${reports[0]}" ] || { echo "$module: no test has run"; exit 1; }
  for report in "${reports[@]}"; do
    suite=$(grep -m 1 -o '<testsuite [^>]*' "$report")
    case $suite in
      *' tests="0"'*) echo "$report: none of its tests has run"; left_out=1 ;;
      *' skipped="0"'*) ;;
      *) echo "$report: $(grep -o 'skipped="[0-9]*"' <<<"$suite")"; left_out=1 ;;
    esac
  done
done
[ "$left_out" -eq 0 ] && echo 'skipped: nothing was left out'
exit "$left_out"
