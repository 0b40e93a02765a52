#!/bin/sh
# deps.sh SECTION...: install what packages-debian.txt lists in these sections and the machine lacks.
set -eu

here=$(dirname "$0")
[ $# -gt 0 ] || { echo "usage: deps.sh SECTION..." >&2; exit 2; }

# The entries of the named sections, one a line.
entries () {
  for section in "$@"; do
    sed -n "/^\[$section\]\$/,/^\[/p" "$here/packages-debian.txt" | grep -v -e '^\[' -e '^#' -e '^$'
  done
}

is_installed () {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

is_known () {
  [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]
}

# Prints what is still to be installed; an entry with no known alternative is printed by its first.
missing () {
  for entry in $(entries "$@"); do
    found=
    choice=
    for name in $(echo "$entry" | tr '|' ' '); do
      if is_installed "$name"; then found=yes; break; fi
      if [ -z "$choice" ] && is_known "$name"; then choice=$name; fi
    done
    [ -n "$found" ] || echo "${choice:-${entry%%|*}}"
  done
}

other_distribution () {
  echo "This is not a Debian or one of its kin. Install these with your own package manager:"
  if command -v dnf >/dev/null; then
    echo "  sudo dnf install meson ninja-build pkgconf gcc gettext desktop-file-utils glib2-devel \\"
    echo "    gtk4-devel libadwaita-devel cmark-gfm-devel gmime30-devel zlib-devel yajl-devel \\"
    echo "    python3 xorg-x11-server-Xvfb dbus-daemon at-spi2-core google-noto-sans-cjk-fonts \\"
    echo "    clang-tools-extra ctags libasan libubsan clang compiler-rt"
  elif command -v pacman >/dev/null; then
    echo "  sudo pacman -S --needed meson ninja pkgconf gcc gettext desktop-file-utils glib2 gtk4 \\"
    echo "    libadwaita cmark-gfm gmime3 zlib yajl python xorg-server-xvfb dbus at-spi2-core \\"
    echo "    noto-fonts-cjk clang compiler-rt ctags"
  elif command -v zypper >/dev/null; then
    echo "  sudo zypper install meson ninja pkgconf gcc gettext-tools desktop-file-utils glib2-devel \\"
    echo "    gtk4-devel libadwaita-devel cmark-gfm-devel gmime-devel zlib-devel libyajl-devel \\"
    echo "    python3 xorg-x11-server-Xvfb dbus-1-daemon at-spi2-core google-noto-sans-cjk-fonts \\"
    echo "    clang ctags"
  else
    echo "  the libraries and tools that README.md lists under Dependencies"
  fi
  echo "Going on with what is there."
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  other_distribution
  exit 0
fi

packages=$(missing "$@" | sort -u)
[ -n "$packages" ] || exit 0

echo "Postglass needs these packages, which will be installed now:"
echo "$packages" | sed 's/^/  /'
as_root=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "There is no sudo. As root, run:" >&2
    echo "  apt-get update && apt-get install --no-install-recommends" $packages >&2
    exit 1
  fi
  as_root=sudo
fi

update () {
  $as_root apt-get update
  packages=$(missing "$@" | sort -u)
}
install () {
  # Servers among them are for tests of ours and must not start by themselves.
  $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends $packages
}

for name in $packages; do
  if ! is_known "$name"; then
    update "$@"
    break
  fi
done
# Package lists that are out of date name files that are gone: refresh them once, then try again.
install || { update "$@"; install; }
