#!/bin/sh
# Tests the check of Node.js and the page: its pure parts, and, where Chromium is installed, the built page in a real browser.
# Usage: test.sh
set -eu
cd "$(dirname "$0")"
[ "${BRAID_SKIP_TESTS:-false}" != true ] || exit 0

./check-node.sh
./check-node.test.sh
npm run --silent test
npm run --silent smoke
