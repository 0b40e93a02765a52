#!/bin/sh
# run-tests.sh BUILD BUILD-ASAN: every suite, then the suites that run our code under ASan and UBSan.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 when none failed.
set -u

here=$(dirname "$0")
plain=$1
asan=$2
status=0

build () {
  directory=$1
  shift
  if [ ! -f "$directory/build.ninja" ]; then
    meson setup "$@" "$directory" || return 1
  fi
  # Old results must not be counted when this build breaks.
  rm -f "$directory/meson-logs/testlog.json"
  meson compile -C "$directory"
}

if build "$plain"; then
  meson test -C "$plain" --no-rebuild --print-errorlogs || status=1
else
  status=1
fi

if build "$asan" -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debug -Doptimization=1; then
  meson test -C "$asan" --no-rebuild --print-errorlogs --timeout-multiplier 4 \
    --suite layers --suite window --suite fuzz || status=1
else
  status=1
fi

python3 "$here/count-tests.py" "$plain" "$asan" || status=1
exit $status
