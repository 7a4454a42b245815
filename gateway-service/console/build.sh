#!/bin/sh
# Builds the page into target/console/META-INF/resources, from where Maven takes it; does nothing when nothing changed.
# Usage: build.sh
set -eu
cd "$(dirname "$0")"
out=../target/console

sources() {
  find . \( -name node_modules -o -name smoke \) -prune -o -type f ! -name world.json ! -name '*.test.ts' ! -name 'check-node*' -print | LC_ALL=C sort
}
state=$(sources | xargs cat | cksum)
[ -f "$out/META-INF/resources/index.html" ] && [ "$(cat "$out/state" 2>/dev/null)" = "$state" ] && exit 0

./check-node.sh
lock=$(cksum < package-lock.json)
if [ ! -d node_modules ] || [ "$(cat node_modules/.lock-state 2>/dev/null)" != "$lock" ]; then
  npm ci --silent --no-audit --no-fund
  echo "$lock" > node_modules/.lock-state
fi
npm run --silent build
echo "$state" > "$out/state"
