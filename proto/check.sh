#!/usr/bin/env bash
# Checks the contracts: style, format, and that nothing a client relies on was broken since a commit.
# Usage: proto/check.sh [COMMIT]   (COMMIT: what to compare with; default: the last release, before the first one the
# commit that brought the contracts)
# Needs one build of this module before (./mvnw -pl proto install), which unpacks the annotations of others.
set -euo pipefail
cd "$(dirname "$0")"

against=${1:-$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null || git rev-list --reverse HEAD -- buf.yaml | head -1)}
[ -n "$against" ] || { echo "proto/check.sh: there is no history to compare with" >&2; exit 2; }
[ -x node_modules/.bin/buf ] || npm ci --silent
buf=$PWD/node_modules/.bin/buf

[ -d target/protoc-dependencies ] || { echo "proto/check.sh: build first: ./mvnw -pl proto install" >&2; exit 2; }
rm -rf target/third-party && mkdir -p target/third-party
for unpacked in target/protoc-dependencies/*/; do
  for folder in buf/validate google/api google/rpc; do
    [ -d "$unpacked$folder" ] && mkdir -p "target/third-party/$folder" && cp "$unpacked$folder"/*.proto "target/third-party/$folder/"
  done
done

"$buf" lint
"$buf" format src/main/proto --diff --exit-code
echo "contracts: lint and format are clean"

if git cat-file -e "$against:./buf.yaml" 2>/dev/null; then
  old=$(mktemp -d)
  trap 'rm -rf "$old"' EXIT
  git archive "$against" . | tar -x -C "$old"
  mkdir -p "$old/target" && cp -r target/third-party "$old/target/"
  (cd "$old" && "$buf" build -o "$old/contracts.binpb")
  "$buf" build -o "$old/now.binpb"
  "$buf" breaking "$old/now.binpb" --against "$old/contracts.binpb"
  echo "contracts: nothing broken since $against"
else
  echo "contracts: $against has none to compare with"
fi
