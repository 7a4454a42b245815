#!/usr/bin/env bash
# Every relative link in a Markdown file leads to something that is there.
set -euo pipefail
cd "$(dirname "$0")/../.."
broken=0
while IFS= read -r page; do
  while IFS= read -r target; do
    case $target in http*|mailto:*|'#'*) continue ;; esac
    file="$(dirname "$page")/${target%%#*}"
    [ -e "$file" ] || { echo "$page: broken link: $target"; broken=1; }
  done < <(grep -oE '\]\([^)]+\)' "$page" | sed 's/^](//; s/)$//')
done < <(git ls-files '*.md')
[ "$broken" -eq 0 ] && echo 'links: all lead somewhere'
exit "$broken"
