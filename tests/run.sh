#!/usr/bin/env bash
# The one test command: installs what the tests need from Debian, builds, checks the format, runs every test, and prints the totals.
# The last line is 'N passed, N failed'. Needs the .NET 10 SDK and Node 20; the rest it brings itself where it may.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
results=artifacts/test-results
passed=0
failed=0

say() { printf '\n== %s\n' "$*"; }
finish() { printf '\n%d passed, %d failed\n' "$passed" "$failed"; [ "$failed" -eq 0 ]; exit; }
broken() { printf '%s\n' "$*" >&2; failed=$((failed + 1)); }

# Debian's packages by the program that shows they are there.
install_needs() {
  local missing=()
  command -v mosquitto > /dev/null || [ -x /usr/sbin/mosquitto ] || missing+=(mosquitto)
  command -v mosquitto_pub > /dev/null || missing+=(mosquitto-clients)
  command -v chromium > /dev/null || missing+=(chromium)
  command -v docker-compose > /dev/null || missing+=(docker-compose)
  command -v strace > /dev/null || missing+=(strace)
  [ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || missing+=(fonts-noto-cjk)
  command -v gcc > /dev/null && [ -e /usr/include/stdlib.h ] || missing+=(gcc libc6-dev)
  ldconfig -p | grep -q 'libsqlite3.so.0' || missing+=(libsqlite3-0)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    broken "These Debian packages are missing and cannot be installed without root: ${missing[*]}"
    return
  fi
  say "installing ${missing[*]}"
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } > "$results/apt.log" 2>&1; then
    tail -n 5 "$results/apt.log" >&2
    broken "apt-get could not install: ${missing[*]} (the whole log: $results/apt.log)"
  fi
}

for tool in dotnet node npm; do
  command -v "$tool" > /dev/null || { broken "$tool is not on the PATH: the tests need the .NET 10 SDK and Node 20"; finish; }
done
rm -rf "$results"
mkdir -p "$results"
install_needs

say build
dotnet restore OpsCenter.sln --locked-mode -v q || { broken "restore failed: are the lock files committed?"; finish; }
# One compiler for all projects: a third of the time. It ends with the build, unless somebody else had started it.
compilers=$(pgrep -fc VBCSCompiler)
UseSharedCompilation=true dotnet build OpsCenter.sln -c Release --no-restore -v q -nologo || { broken "the build failed"; finish; }
[ "$compilers" -gt 0 ] || dotnet build-server shutdown --vbcscompiler > "$results/build-server.log" 2>&1

# Beside the tests that mind no company; those that do wait for its end.
dotnet format OpsCenter.sln --no-restore --verify-no-changes > "$results/format.log" 2>&1 &
format=$!
format_ends() {
  say format
  if wait "$format"; then
    passed=$((passed + 1))
  else
    tail -n 20 "$results/format.log"
    broken "dotnet format --verify-no-changes found something"
  fi
}

say docker-compose
if docker-compose -f docker-compose.yml config -q; then passed=$((passed + 1)); else broken "docker-compose.yml is not right"; fi

run_tests() {
  local project=$1 name code counters ok total left explicit
  name=$(basename "$project")
  say "$name"
  timeout --kill-after=10 1200 dotnet test "$project" -c Release --no-build --nologo -v q --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results"
  code=$?
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2> /dev/null)
  ok=$(sed -n 's/.* passed="\([0-9]*\)".*/\1/p' <<< "$counters")
  total=$(sed -n 's/.* executed="\([0-9]*\)".*/\1/p' <<< "$counters")
  left=$(sed -n 's/.* notExecuted="\([0-9]*\)".*/\1/p' <<< "$counters")
  # What was not run is a failure, but for the tests that say themselves that they run only when asked for.
  explicit=$(grep -rhoE --include='*.cs' 'Explicit *= *true' "$project" | wc -l)
  left=$((${left:-0} - explicit))
  if [ "$left" -gt 0 ]; then
    printf '%s: %s skipped, which counts as failed\n' "$name" "$left"
    failed=$((failed + left))
  fi
  if [ -z "$total" ] || [ "$total" -eq 0 ]; then
    broken "$name ran no test (exit code $code)"
    return
  fi
  passed=$((passed + ok))
  failed=$((failed + total - ok))
  if [ "$code" -ne 0 ] && [ "$total" -eq "$ok" ]; then broken "$name ended with exit code $code"; fi
}

mind_company=(tests/OpsCenter.Simulation.Tests tests/OpsCenter.TapToPixel.Tests tests/OpsCenter.Faults.Tests)
for project in tests/*.Tests; do
  [[ " ${mind_company[*]} " == *" $project "* ]] || run_tests "$project"
done
format_ends
for project in "${mind_company[@]}"; do run_tests "$project"; done
finish
