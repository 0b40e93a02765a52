#!/bin/sh
# make-deb.sh FOLDER: build a Debian package of this tree and put it into FOLDER. The tree itself stays as it is.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
[ $# -eq 1 ] || { echo "usage: make-deb.sh FOLDER" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

mkdir "$scratch/postglass"
cd "$root"
tar -cf - COPYING README.md meson.build meson_options.txt build-aux data lessons po src ui |
  tar -xf - -C "$scratch/postglass"
cp -R build-aux/debian "$scratch/postglass/debian"
cd "$scratch/postglass"
dpkg-buildpackage --build=binary --no-sign -j"$(nproc)"
cp "$scratch"/postglass_*.deb "$out"
