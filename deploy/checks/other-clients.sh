#!/usr/bin/env bash
# Clients that are not ours use Braid with nothing but the published contracts: buf curl asks the server for its schema,
# submits an intent and watches it; kcat reads the billing topic; buf decodes what kcat read with the published files.
# Starts a system of its own, unless BRAID_HOME names one that runs.
set -euo pipefail
cd "$(dirname "$0")/../.."

die() { printf 'other-clients: %s\n' "$1" >&2; exit 1; }
command -v kcat >/dev/null || die 'kcat is missing; install the package kcat'
[ -x proto/node_modules/.bin/buf ] || (cd proto && npm ci --silent)
buf=$PWD/proto/node_modules/.bin/buf

work=$(mktemp -d)
started=
finish() {
  [ -z "$started" ] || ./braid down || true
  rm -rf "$work"
}
trap finish EXIT
if [ -z "${BRAID_HOME:-}" ]; then
  export BRAID_HOME=$work/home
  started=yes
  ./braid up --detach
fi
token=$(./braid token --tenant acme --role tenant-admin)
id=other-client-$$-$RANDOM

call() { # token method body
  "$buf" curl --protocol grpc --http2-prior-knowledge --cacert "$BRAID_HOME/certificates/authority.pem" \
    -H "authorization: Bearer $1" -d "$3" "https://127.0.0.1:9101/$2"
}

for end in lon fra; do
  call "$token" braid.port.v1.PortService/CreatePort "{\"port\": {\"portId\": \"$id-$end\",
    \"kind\": \"PORT_KIND_DATA_CENTER\", \"locationId\": \"$end-dc1\", \"bandwidthBps\": \"10000000000\"}}" >/dev/null
done
call "$token" braid.intent.v1.IntentService/SubmitIntent "{\"intentId\": \"$id\", \"spec\": {
  \"shape\": \"SHAPE_POINT_TO_POINT\", \"portIds\": [\"$id-lon\", \"$id-fra\"], \"bandwidthBps\": \"1000000000\"}}" \
  | grep -q "\"intentId\": *\"$id\"" || die 'the submitted intent did not come back'
echo 'buf curl: submitted an intent by reflection'

"$buf" curl --protocol grpc --http2-prior-knowledge --cacert "$BRAID_HOME/certificates/authority.pem" \
  -H "authorization: Bearer $token" -d "{\"intentId\": \"$id\"}" \
  https://127.0.0.1:9101/braid.intent.v1.IntentService/WatchIntent >"$work/watch" 2>&1 &
watching=$!
for _ in $(seq 120); do
  grep -q '"state": *"INTENT_STATE_ACTIVE"' "$work/watch" && break
  sleep 0.5
done
kill "$watching" 2>/dev/null || true
wait "$watching" 2>/dev/null || true
grep -q '"state": *"INTENT_STATE_ACTIVE"' "$work/watch" || { cat "$work/watch" >&2; die 'the intent did not become ACTIVE'; }
echo 'buf curl: watched it become ACTIVE'

stranger=$(./braid token --tenant globex --role tenant-admin)
call "$stranger" braid.intent.v1.IntentService/GetIntent "{\"intentId\": \"$id\"}" >"$work/foreign" 2>&1 \
  && die 'another tenant found the intent'
grep -qi 'not_found' "$work/foreign" || die "another tenant's intent is not NOT_FOUND: $(cat "$work/foreign")"
call "$stranger" braid.intent.v1.IntentService/GetIntent "{\"intentId\": \"$id\", \"tenantId\": \"acme\"}" \
  >"$work/foreign" 2>&1 && die 'another tenant read the intent by naming its owner'
grep -qi 'permission_denied' "$work/foreign" || die "naming another tenant is not refused: $(cat "$work/foreign")"

operator=$(./braid token --role operator)
paths() { # token method body
  "$buf" curl --protocol grpc --http2-prior-knowledge --cacert "$BRAID_HOME/certificates/authority.pem" \
    -H "authorization: Bearer $1" -d "$3" "https://127.0.0.1:9102/braid.path.v1.PathService/$2"
}
paths "$token" ExplainPath "{\"connectionId\": \"acme.$id.1\"}" >"$work/explained"
grep -q '"now":' "$work/explained" || { cat "$work/explained" >&2; die 'the connection is not explained'; }
location='{"failures": [{"locationId": "lon-dc1"}], "maxImpacts": 10000}'
paths "$operator" WhatIf "$location" >"$work/outlook"
grep -q "\"connectionId\": *\"acme.$id.1\"" "$work/outlook" || { cat "$work/outlook" >&2; die 'a what-if misses the connection'; }
paths "$token" WhatIf "$location" >"$work/foreign" 2>&1 && die 'a tenant asked what if'
grep -qi 'permission_denied' "$work/foreign" || die "a what-if is not refused to a tenant: $(cat "$work/foreign")"
echo 'buf curl: asked why, and what if'

call "$token" braid.intent.v1.IntentService/TerminateIntent "{\"intentId\": \"$id\"}" >/dev/null
connection=acme.$id.1
for _ in $(seq 60); do
  kcat -C -e -q -b 127.0.0.1:19092 -t braid.billing.v1 -X isolation.level=read_committed -f '%k %S\n' >"$work/keys"
  [ "$(grep -c "^$connection " "$work/keys")" -ge 2 ] && break
  sleep 0.5
done
[ "$(grep -c "^$connection " "$work/keys")" -eq 2 ] || die 'kcat does not see one start and one end of the use'
echo 'kcat: read the billing records'

read -r partition offset < <(kcat -C -e -q -b 127.0.0.1:19092 -t braid.billing.v1 -f '%k %p %o\n' \
  | awk -v key="$connection" '$1 == key { print $2, $3 }' | tail -1)
kcat -C -q -b 127.0.0.1:19092 -t braid.billing.v1 -p "$partition" -o "$offset" -c 1 -D '' -f '%s' >"$work/record.binpb"
"$buf" convert proto/target/classes/META-INF/braid/contracts.binpb --type braid.billing.v1.BillingRecord --from "$work/record.binpb" >"$work/record.json"
grep -q '"amountMicros"' "$work/record.json" || { cat "$work/record.json" >&2; die 'the last record is no UsageEnded'; }
echo "buf convert: $(cat "$work/record.json")"
echo 'other clients: all passed'
