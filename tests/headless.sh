#!/bin/sh
# headless.sh PROGRAM [ARGUMENT...]: run a program with a window where there is no display.
#
# It gets an X server, a session bus and empty settings of its own, so that runs side by side do not
# see each other and nothing of the user's is read or changed.
#
# HEADLESS_SCREEN  size of the screen, 1920x1080x24 unless told
# HEADLESS_TEXT    size of text in per cent, 100 unless told
# HEADLESS_ANIM    1 leaves animations on
# HEADLESS_LANG    a locale such as zh_CN.UTF-8; made on the spot where the machine lacks it
set -eu

[ $# -gt 0 ] || { echo "usage: headless.sh PROGRAM [ARGUMENT...]" >&2; exit 2; }
for tool in Xvfb dbus-run-session; do
  command -v "$tool" >/dev/null || {
    # 77 is how a test says that it was skipped.
    echo "1..0 # SKIP $tool is missing; run make deps"
    exit 77
  }
done

scratch=$(mktemp -d)
server=
clean_up () {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || :
    wait "$server" 2>/dev/null || :
  fi
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir -m 700 "$scratch/run" "$scratch/home"
mkdir -p "$scratch/home/config/gtk-4.0" "$scratch/home/data" "$scratch/home/cache" "$scratch/home/state"

# The server picks a free number by itself and writes it once it listens.
Xvfb -displayfd 3 -screen 0 "${HEADLESS_SCREEN:-1920x1080x24}" -dpi 96 -noreset -nolisten tcp \
  3>"$scratch/display" 2>"$scratch/xvfb.log" &
server=$!
rounds=0
while [ ! -s "$scratch/display" ]; do
  rounds=$((rounds + 1))
  if [ "$rounds" -gt 400 ] || ! kill -0 "$server" 2>/dev/null; then
    echo "headless.sh: Xvfb did not start:" >&2
    cat "$scratch/xvfb.log" >&2
    exit 99
  fi
  sleep 0.05
done
DISPLAY=:$(cat "$scratch/display")
export DISPLAY

cat >"$scratch/home/config/gtk-4.0/settings.ini" <<SETTINGS
[Settings]
gtk-xft-dpi=$((96 * 1024 * ${HEADLESS_TEXT:-100} / 100))
gtk-enable-animations=${HEADLESS_ANIM:-0}
gtk-cursor-blink=0
SETTINGS

if [ -n "${HEADLESS_LANG:-}" ]; then
  if ! locale -a 2>/dev/null | tr -d - | grep -qix "$(printf %s "$HEADLESS_LANG" | tr -d -)"; then
    mkdir "$scratch/locale"
    localedef -i "${HEADLESS_LANG%%.*}" -f UTF-8 "$scratch/locale/$HEADLESS_LANG"
    export LOCPATH="$scratch/locale"
  fi
  export LANG="$HEADLESS_LANG" LANGUAGE="${HEADLESS_LANG%%.*}"
  unset LC_ALL LC_MESSAGES || :
fi

export HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/run"
export XDG_CONFIG_HOME="$HOME/config" XDG_DATA_HOME="$HOME/data"
export XDG_CACHE_HOME="$HOME/cache" XDG_STATE_HOME="$HOME/state"
export GDK_BACKEND=x11 GSK_RENDERER="${GSK_RENDERER:-cairo}" LIBGL_ALWAYS_SOFTWARE=1
export GSETTINGS_BACKEND=memory GTK_USE_PORTAL=0 GIO_USE_VFS=local
export LANG="${LANG:-C.UTF-8}"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS XAUTHORITY || :

dbus-run-session -- "$@"
