#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Puts the source of quickjs-ng (Debian's package qjs-src) into .cache/quickjs. Uses the host's own Debian
# mirror and keyring with a private apt configuration: the system's lists and sources stay as they are.
# Environment: QUICKJS_SUITE (sid).
set -euo pipefail

cd "$(dirname "$0")/.."
. scripts/private-apt.sh
target=$PWD/.cache/quickjs
suite=${QUICKJS_SUITE:-sid}

if [[ -f $target/quickjs.c ]]; then
        exit 0
fi

give_up() {
        echo "quickjs-ng can't be had: $1" >&2
        echo "Set QUICKJS_DIR to a directory with its source (quickjs.c, quickjs.h, ...) to build build/runt." >&2
        exit 1
}

for program in apt-get dpkg-deb; do
        command -v "$program" >/dev/null || give_up "$program is missing (the package qjs-src is Debian's)"
done

work=$(mktemp -d "${TMPDIR:-/tmp}/qjs-src.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/unpacked"
use_private_apt "$work" "$suite"

apt-get -q update >"$work/log" 2>&1 || give_up "apt-get update for $suite failed: $(tail -n 1 "$work/log")"
(cd "$work" && apt-get -q download qjs-src >"$work/log" 2>&1) ||
        give_up "apt-get download qjs-src failed: $(tail -n 1 "$work/log")"
dpkg-deb -x "$work"/qjs-src_*.deb "$work/unpacked"

source_file=$(find "$work/unpacked" -name quickjs.c -print -quit)
if [[ -z $source_file ]]; then
        # The package may hold the source as an archive.
        archive=$(find "$work/unpacked" -name '*.tar.*' -print -quit)
        [[ -n $archive ]] || give_up "the package qjs-src holds no quickjs.c"
        tar -C "$work/unpacked" -xf "$archive"
        source_file=$(find "$work/unpacked" -name quickjs.c -print -quit)
fi
[[ -n $source_file ]] || give_up "the package qjs-src holds no quickjs.c"
mkdir -p "$(dirname "$target")"
rm -rf "$target"
cp -r "$(dirname "$source_file")" "$target"
echo "quickjs-ng: $(sed -n 's/^#define QJS_VERSION_\(MAJOR\|MINOR\|PATCH\) *//p' "$target/quickjs.h" | paste -sd .) in .cache/quickjs" >&2
