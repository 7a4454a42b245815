#!/bin/sh
# Says so and fails when there is no Node.js that the tools of the page run on: 20.19 or newer, of the 22 line 22.12.
# Usage: check-node.sh
set -eu

needed="Node.js 20.19 or newer (of the 22 line, 22.12 or newer) is needed to build the console"
refuse() {
  echo "console: $needed; $1. Without it, build with -Dconsole.skip" >&2
  exit 2
}

command -v node >/dev/null || refuse "there is none"
version=$(node --version 2>/dev/null) || refuse "the one that was found does not start"
major=${version#v}
minor=${major#*.}
major=${major%%.*}
minor=${minor%%.*}
case "$major.$minor" in
  *[!0-9.]* | .* | *.) refuse "the one that was found says '$version'" ;;
esac
[ "$major" -gt 22 ] \
  || { [ "$major" -eq 22 ] && [ "$minor" -ge 12 ]; } \
  || { [ "$major" -eq 20 ] && [ "$minor" -ge 19 ]; } \
  || refuse "this is ${version#v}"
