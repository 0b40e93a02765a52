#!/bin/sh
# run-fuzz.sh BUILD SECONDS: every fuzz target for that long. New inputs stay in the build folder; one
# that broke a target is kept there as crash-* and belongs into tests/fuzz/<unit>/ with the mend.
set -eu

here=$(dirname "$0")
build=$1
seconds=$2
[ -f "$build/build.ninja" ] || CC=clang meson setup -Dfuzz=true -Db_lundef=false "$build"
meson compile -C "$build"

status=0
for target in "$build"/tests/fuzz/fuzz-*; do
  [ -f "$target" ] && [ -x "$target" ] || continue
  unit=${target##*/fuzz-}
  mkdir -p "$build/corpus/$unit"
  dictionary="$here/../tests/fuzz/$unit.dict"
  echo "== $unit, $seconds s"
  if LSAN_OPTIONS="suppressions=$here/../tests/lsan.supp:print_suppressions=0" \
    "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$build/corpus/$unit-" $([ -f "$dictionary" ] && echo "-dict=$dictionary") \
    "$build/corpus/$unit" "$here/../tests/fuzz/$unit" >"$build/corpus/$unit.log" 2>&1; then
    grep -e '^stat::number_of_executed_units' "$build/corpus/$unit.log" || :
  else
    tail -n 40 "$build/corpus/$unit.log"
    status=1
  fi
done
[ $status -eq 0 ] && echo "nothing found"
exit $status
