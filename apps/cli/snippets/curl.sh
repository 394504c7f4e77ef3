#!/bin/sh
# A release by curl alone: sends a package, releases it and follows it to its end. Needs sha256sum and sed besides.
#   REXFLOW_URL=http://10.0.0.1:3000 REXFLOW_TOKEN=... sh curl.sh web web.tar.gz
set -eu
apps=$1
package=$2

# The token comes by stdin: the arguments of a process can be seen by everybody on the machine.
ask() {
  path=$1
  shift
  printf 'header = "Authorization: Bearer %s"\n' "$REXFLOW_TOKEN" |
    curl --silent --show-error --fail-with-body --config - "$@" "$REXFLOW_URL$path"
}

sum=$(sha256sum "$package" | cut -d ' ' -f 1)
ask /v1/bundles --request POST --upload-file "$package" --header "X-Content-Sha256: $sum" >&2

# The same key again is the same release: a call whose answer was lost may be repeated.
key=${CI_JOB_ID:-$(date +%s)-$$}
release=$(ask /v1/releases --header "Idempotency-Key: curl-$key" --header 'Content-Type: application/json' \
  --data "{\"apps\": \"$apps\", \"source\": {\"type\": \"bundle\", \"id\": \"$sum\", \"full\": 1}}")
id=$(printf '%s' "$release" | sed 's/^{"id":"\([^"]*\)".*/\1/')
echo "release $id"

after=0
while :; do
  told=$(ask "/v1/releases/$id/events?after=$after&wait=30" --retry 20 --retry-all-errors)
  after=$(printf '%s' "$told" | sed 's/.*"next":\([0-9]*\)}$/\1/')
  case $told in
    *'"kind":"settled","data":{"outcome":"done"'*) echo "done" && exit 0 ;;
    *'"kind":"settled"'*) break ;;
  esac
done
ask "/v1/releases/$id"
exit 1
