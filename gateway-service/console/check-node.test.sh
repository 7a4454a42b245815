#!/bin/sh
# Tests check-node.sh with programs named node that only tell a version.
# Usage: check-node.test.sh
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

expect() {
  printf '#!/bin/sh\n%s\n' "$2" > "$folder/node"
  chmod +x "$folder/node"
  code=0
  told=$(PATH="$folder:$PATH" ./check-node.sh 2>&1) || code=$?
  [ "$code" -eq "$1" ] || { echo "check-node.test.sh: $2: exit code $code instead of $1: $told" >&2; exit 1; }
  [ "$1" -eq 0 ] || case "$told" in
    *"20.19 or newer"*"$3"*) ;;
    *) echo "check-node.test.sh: $2: nothing of '$3' in: $told" >&2; exit 1 ;;
  esac
}

expect 0 'echo v20.19.0'
expect 0 'echo v20.20.2'
expect 0 'echo v22.12.0'
expect 0 'echo v24.0.1'
expect 0 'echo v100.1.0'
expect 2 'echo v20.18.3' 'this is 20.18.3'
expect 2 'echo v20.2.0' 'this is 20.2.0'
expect 2 'echo v18.20.8' 'this is 18.20.8'
expect 2 'echo v21.7.3' 'this is 21.7.3'
expect 2 'echo v22.11.0' 'this is 22.11.0'
expect 2 'echo v9.99.0' 'this is 9.99.0'
expect 2 'echo nonsense' "says 'nonsense'"
expect 2 'exit 1' 'does not start'

# No node at all: nothing but a shell is to be found.
rm "$folder/node"
ln -s "$(command -v sh)" "$folder/sh"
code=0
told=$(PATH="$folder" ./check-node.sh 2>&1) || code=$?
[ "$code" -eq 2 ] || { echo "check-node.test.sh: without node: exit code $code" >&2; exit 1; }
case "$told" in *"there is none"*) ;; *) echo "check-node.test.sh: without node: $told" >&2; exit 1 ;; esac
