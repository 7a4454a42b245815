#!/bin/sh
# Writes the contracts with their comments into one descriptor set, which travels in the module's jar as
# META-INF/braid/contracts.binpb: what makes REST routes and OpenAPI out of the contracts reads it.
# Usage: describe.sh (by the build, after the compiler and the imported contracts were unpacked to target/)
set -eu
cd "$(dirname "$0")"

set -- target/com.google.protobuf-protoc-*
[ -x "$1" ] || { echo "proto/describe.sh: target/ holds no protoc: run the module's generate-sources first" >&2; exit 2; }
protoc=$1
set -- --proto_path=src/main/proto
for unpacked in target/protoc-dependencies/*/; do
  set -- "$@" "--proto_path=$unpacked"
done

mkdir -p target/classes/META-INF/braid
exec "$protoc" "$@" --include_imports --include_source_info \
  --descriptor_set_out=target/classes/META-INF/braid/contracts.binpb \
  $(cd src/main/proto && find braid -name '*.proto' | sort)
