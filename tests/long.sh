#!/usr/bin/env bash
# long.sh ID [SEED] — the full size of one fault test; appends one dated line with the figures it measured to tests/results.md.
#   FT-01   50 kills at random moments under load (KILLS=N for another number)
set -euo pipefail
cd "$(dirname "$0")/.."
id=${1:-}
seed=${2:-$((RANDOM * 32768 + RANDOM))}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

case "$id" in
  FT-01) export OPSCENTER_KILLS=${KILLS:-50} OPSCENTER_SEED=$seed
         test=OpsCenter.Faults.Tests.Durability.KillingTheServer.Every_acknowledged_tap_survives_kills_at_random_moments_and_counts_once ;;
  *) sed -n '2,3p' "$0" >&2; exit 2 ;;
esac

dotnet build -c Release tests/OpsCenter.Faults.Tests -v q -nologo
OPSCENTER_RESULT=$(mktemp)
export OPSCENTER_RESULT
trap 'rm -f "$OPSCENTER_RESULT"' EXIT
code=0
artifacts/bin/OpsCenter.Faults.Tests/release/OpsCenter.Faults.Tests -method "$test" -showliveoutput -noColor || code=$?
figures=$(cat "$OPSCENTER_RESULT")
commit=$(git rev-parse --short HEAD)
[ -z "$(git status --porcelain -- src tests ':!tests/results.md')" ] || commit="$commit with changes"
verdict=$([ "$code" -eq 0 ] && echo passed || echo FAILED)
printf -- '- %s · %s · commit %s · %s · %s · %s cores\n' "$(date -u +%F)" "$id" "$commit" "$verdict" "${figures:-no figures: the run broke off}" "$(nproc)" >> tests/results.md
tail -n 1 tests/results.md
exit "$code"
