#!/usr/bin/env bash
# newcomer.sh: what a newcomer waits. Clones this repository, with empty NuGet and npm caches, runs the README's command until the wall's page
# answers, then three times more. Run by 'tests/long.sh newcomer'; at most 90 s and 10 s are asked of it.
set -euo pipefail
cd "$(dirname "$0")/.."
from=$PWD
room=$(mktemp -d)
export NUGET_PACKAGES=$room/nuget npm_config_cache=$room/npm
server=
stop() { if [ -n "$server" ]; then kill -TERM "$server" 2> /dev/null || true; while kill -0 "$server" 2> /dev/null; do sleep 0.1; done; server=; fi; }
trap 'stop; rm -rf "$room"' EXIT
now() { date +%s.%N; }
since() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.1f", to - from }'; }

# Prints the seconds from $1 until the page behind the printed link answered.
wait_for_wall() {
  local began=$1 link= log=$room/log
  dotnet run -c Release --project src/OpsCenter.Server -- demo --http 0 --mqtt 0 > "$log" 2>&1 &
  local run=$!
  while [ -z "$link" ]; do
    kill -0 "$run" 2> /dev/null || { cat "$log" >&2; exit 1; }
    sleep 0.1
    link=$(grep -oE 'http://[^ ]*/pair[^ ]*' "$log" | head -n 1) || true
  done
  server=$(pgrep -P "$run" -f OpsCenter.Server | head -n 1)
  curl -sfL -m 20 -c "$room/jar" -b "$room/jar" -o "$room/page.html" "$link"
  grep -q '演示数据' "$room/page.html" || { echo "the page is not the wall's" >&2; exit 1; }
  seconds=$(since "$began")
  sleep 5
  stop
  wait "$run" || true
}

began=$(now)
git clone -q "$from" "$room/repository"
cd "$room/repository"
wait_for_wall "$began"
first=$seconds
later=()
for _ in 1 2 3; do
  wait_for_wall "$(now)"
  later+=("$seconds")
done
echo "clone, build and wall from empty caches $first s; later starts ${later[*]} s" | tee -a "${OPSCENTER_RESULT:-/dev/null}"
awk -v first="$first" 'BEGIN { exit first > 90 }'
for each in "${later[@]}"; do awk -v later="$each" 'BEGIN { exit later > 10 }'; done
