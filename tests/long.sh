#!/usr/bin/env bash
# long.sh ID [SEED] — the full size of one fault test; appends one dated line with the figures it measured to tests/results.md.
#   FT-01   50 kills at random moments under load (KILLS=N for another number)
#   FT-02   5 kills at every named point of the server and of the simulated kiosks (ROUNDS=N)
#   FT-03   10,000 PUBACKs under strace: none before the sync of its commit (PUBACKS=N)
#   FT-04   the power cut at 10,000 moments of a run (CUTS=N), and the log's end cut and torn at every byte
#   FT-06   a full disk held for 10 minutes at 500 taps/s (HELD=SECONDS)
#   FT-08   EIO 100 times under load (INJECTIONS=N)
#   FT-13   slow screens among 50 at 1,000 taps/s, by children and by grids, then 1,000 that come and go (CYCLES=N)
#   FT-14   500 sessions behind a dead wire with a keep alive of 30 s, then 10,000 take-overs (CYCLES=N)
#   FT-15   10,000 clients lose their server and come back (CLIENTS=N)
#   FT-16   10 million packets, most of them broken, against one server (PACKETS=N)
#   FT-17   one message in a hundred is poison: throughput with and without, SECONDS_EACH=N; what is mended is sent through
#   FT-18   100,000 taps behind a wire that loses a tenth of the acknowledgements (EVENTS=N)
#   FT-22   1,000 flipped bits each in the journal, a snapshot and an outbox (FLIPS=N)
#   FT-25   the city's wall for 20 minutes at ×20 traffic: heap, nodes, listeners (MINUTES=N)
#   FT-29   10 million events: backup beside 500 taps/s, loss of the disk, restore: RTO and RPO (EVENTS=N for another number; 10 GB of disk)
#   FT-30   1,000 seeds of one simulated hour (SEEDS=N for another number; SEEDS=1 bash tests/long.sh FT-30 SEED replays one)
#   FT-31   the thread pool blocked for 30 s (SECONDS_EACH=N)
#   FT-32   a capture of a million taps, played four times, three of them across take-overs (EVENTS=N)
#   idle    memory of 10,000 idle connections, and of as many strangers (CLIENTS=N)
#   UX-08   50 cuts, half of them silent: the wall says so within 5 s
#   wall    first picture and clicks, the real demo at ×1
#   tap     100 taps by mosquitto_pub → Chromium, the real demo at ×1
#   screens 2,630 kiosks and 50 screens at ×1: the server's share of a core; memory of an idle city
#   newcomer  a clone with empty caches until the wall answers, and three later starts
#   sequences Mosquitto's own raw packet sequences against the open broker (SEQUENCES=DIR: test/broker/data of its source)
#   restart 10 million events: a start from a snapshot and without, the cost of a tap, memory, verify (EVENTS=N for another number; 3 GB of disk)
set -euo pipefail
cd "$(dirname "$0")/.."
id=${1:-}
seed=${2:-$((RANDOM * 32768 + RANDOM))}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

project=OpsCenter.Faults.Tests
pixel() { project=OpsCenter.TapToPixel.Tests; test=$project.$1; }

case "$id" in
  FT-01) export OPSCENTER_KILLS=${KILLS:-50} OPSCENTER_SEED=$seed
         test=OpsCenter.Faults.Tests.Durability.KillingTheServer.Every_acknowledged_tap_survives_kills_at_random_moments_and_counts_once ;;
  FT-02) export OPSCENTER_ROUNDS=${ROUNDS:-5} OPSCENTER_SEED=$seed
         test="*AtNamedPoints.Every_*" ;;
  FT-03) export OPSCENTER_PUBACKS=${PUBACKS:-10000}
         test="OpsCenter.Faults.Tests.Storage.AcknowledgingAfterTheSync.*" ;;
  FT-04) export OPSCENTER_CUTS=${CUTS:-10000} OPSCENTER_SEED=$seed
         test="OpsCenter.Faults.Tests.Storage.CuttingThePower.*"
         also=OpsCenter.Journal.Sqlite.Tests alsoTest="OpsCenter.Journal.Sqlite.Tests.PowerCutTests.A_log_cut_or_torn_*" ;;
  FT-06) export OPSCENTER_HELD=${HELD:-600}
         test="OpsCenter.Faults.Tests.Durability.FullDisk.A_full_disk_*" ;;
  FT-08) export OPSCENTER_INJECTIONS=${INJECTIONS:-100} OPSCENTER_SEED=$seed
         test="OpsCenter.Faults.Tests.Storage.FailingDisk.*" ;;
  FT-22) export OPSCENTER_FLIPS=${FLIPS:-1000} OPSCENTER_SEED=$seed
         test="OpsCenter.Faults.Tests.Storage.FlippingBits.*" ;;
  FT-29) export OPSCENTER_EVENTS=${EVENTS:-10000000}
         test=OpsCenter.Faults.Tests.Storage.LosingTheDisk.A_city_of_10_million_events_is_back_within_15_minutes_and_loses_less_than_one ;;
  FT-13) export OPSCENTER_CYCLES=${CYCLES:-1000}
         test="OpsCenter.Faults.Tests.Screens.SlowScreens.*" ;;
  FT-14) export OPSCENTER_CYCLES=${CYCLES:-10000}
         test="OpsCenter.Faults.Tests.HalfOpen.SilentEnds.*" ;;
  FT-15) export OPSCENTER_CLIENTS=${CLIENTS:-10000} OPSCENTER_SEED=$seed
         test=OpsCenter.Faults.Tests.Storms.EverybodyComesBack.All_are_back_within_a_minute_no_faster_than_they_are_let_in_and_no_acknowledged_tap_is_lost ;;
  FT-16) export OPSCENTER_PACKETS=${PACKETS:-10000000} OPSCENTER_SEED=$seed
         test=OpsCenter.Faults.Tests.Fuzzing.FuzzingTheServer.Broken_packets_end_nothing_but_their_own_connections_and_every_tap_beside_them_counts_once ;;
  FT-17) export OPSCENTER_SECONDS=${SECONDS_EACH:-10} OPSCENTER_SEED=$seed
         test=OpsCenter.Faults.Tests.Poison.SettingPoisonAside.Every_poisoned_message_is_kept_with_its_reason_acknowledged_once_and_counted_when_its_cause_is_mended ;;
  FT-18) export OPSCENTER_EVENTS=${EVENTS:-100000} OPSCENTER_SEED=$seed
         test=OpsCenter.Faults.Tests.Repeats.LosingAcknowledgements.Taps_whose_acknowledgements_are_lost_are_heard_again_and_count_once ;;
  FT-30) project=OpsCenter.Simulation.Tests
         export OPSCENTER_SEEDS=${SEEDS:-1000} OPSCENTER_SEED=${2:-1}
         test=OpsCenter.Simulation.Tests.Seeds.Every_invariant_holds_in_every_seed_and_every_point_is_met ;;
  FT-25) export OPSCENTER_MINUTES=${MINUTES:-20} OPSCENTER_SPEED=20
         pixel City.Pictures.A_wall_in_traffic_keeps_its_memory ;;
  FT-31) export OPSCENTER_SECONDS=${SECONDS_EACH:-30}
         test=OpsCenter.Faults.Tests.Starvation.BlockingThePool.A_blocked_pool_turns_health_red_and_no_frame_claims_life_meanwhile ;;
  FT-32) export OPSCENTER_EVENTS=${EVENTS:-1000000}
         test=OpsCenter.Faults.Tests.Repeats.PlayingACaptureAgain.Three_times_and_across_take_overs_it_comes_to_what_it_came_to_once ;;
  idle) export OPSCENTER_CLIENTS=${CLIENTS:-10000}
        test=OpsCenter.Faults.Tests.Storms.WhatAConnectionCosts.An_idle_session_holds_at_most_20_KB_and_a_stranger_at_most_4_and_is_gone_after_five_seconds ;;
  UX-08) export OPSCENTER_CUTS=50
         pixel Wall.Ages.Every_cut_is_told ;;
  wall) export OPSCENTER_CLICKS=24
        pixel City.Pictures.A_wall_of_the_real_city_shows_a_picture_and_answers_clicks ;;
  tap) export OPSCENTER_TAPS=100
       pixel City.TapToPixel.Every_tap_of_mosquitto_pub_in_both_versions_stands_on_the_wall ;;
  screens) export OPSCENTER_SCREENS=50
           pixel City.TapToPixel.Every_screen_of_many_hears_the_city_while_its_kiosks_are_connected ;;
  restart) export OPSCENTER_EVENTS=${EVENTS:-10000000}
         test=OpsCenter.Faults.Tests.Durability.RestartingWithALongJournal.A_journal_of_10_million_events_is_live_within_10_seconds_and_makes_no_tap_dearer ;;
  newcomer) project= ;;
  sequences) project=OpsCenter.Mqtt.Tests
             export OPSCENTER_SEQUENCES=${SEQUENCES:?names the folder test/broker/data of the source of Mosquitto}
             test=OpsCenter.Mqtt.Tests.Peers.MosquittoSequences.Every_sequence_is_answered_byte_for_byte ;;
  *) sed -n '2,/^set/{/^#/p}' "$0" >&2; exit 2 ;;
esac

[ -z "$project" ] || dotnet build -c Release "tests/$project" -v q -nologo
OPSCENTER_RESULT=$(mktemp)
export OPSCENTER_RESULT
trap 'rm -f "$OPSCENTER_RESULT"' EXIT
code=0
if [ -z "$project" ]; then
  bash "tests/$id.sh" || code=$?
else
  "artifacts/bin/$project/release/$project" -method "$test" -explicit on -showliveoutput -noColor || code=$?
fi
if [ -n "${also:-}" ]; then
  dotnet build -c Release "tests/$also" -v q -nologo
  "artifacts/bin/$also/release/$also" -method "$alsoTest" -noColor || code=$?
fi
figures=$(paste -sd ';' "$OPSCENTER_RESULT")
commit=$(git rev-parse --short HEAD)
[ -z "$(git status --porcelain -- src tests ':!tests/results.md')" ] || commit="$commit with changes"
[ -n "$figures" ] || code=1 # nothing was measured: no such test, or it broke off
verdict=$([ "$code" -eq 0 ] && echo passed || echo FAILED)
printf -- '- %s · %s · commit %s · %s · %s · %s cores\n' "$(date -u +%F)" "$id" "$commit" "$verdict" "${figures:-no figures: the run broke off}" "$(nproc)" >> tests/results.md
tail -n 1 tests/results.md
exit "$code"
