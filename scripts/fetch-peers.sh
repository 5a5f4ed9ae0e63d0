#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Puts runc and crun, to compare with, into .cache/peers/bin. They come from Debian with a private apt
# configuration that uses the host's own mirror and keyring; nothing is installed over the system.
# Environment: PEERS_SUITE (sid), PEERS_TARGET (.cache/peers).
set -euo pipefail

cd "$(dirname "$0")/.."
. scripts/private-apt.sh
target=${PEERS_TARGET:-$PWD/.cache/peers}
suite=${PEERS_SUITE:-sid}

if [[ -x $target/bin/runc && -x $target/bin/crun ]]; then
        exit 0
fi

give_up() {
        echo "runc and crun can't be had: $1" >&2
        exit 1
}

for program in apt-get dpkg-deb patchelf; do
        command -v "$program" >/dev/null || give_up "$program is missing"
done
work=$(mktemp -d "${TMPDIR:-/tmp}/runt-peers.XXXXXX")
trap 'rm -rf "$work"' EXIT
use_private_apt "$work" "$suite"
# With an empty list of what is installed their libraries come along.
: >"$work/status"
cat >>"$APT_CONFIG" <<CONF
Dir::State::Status "$work/status";
APT::Install-Recommends "false";
Debug::NoLocking "true";
CONF

apt-get -q update >"$work/log" 2>&1 || give_up "apt-get update for $suite failed: $(tail -n 1 "$work/log")"
apt-get -q -y install --download-only runc crun >"$work/log" 2>&1 ||
        give_up "apt-get download failed: $(tail -n 1 "$work/log")"

rm -rf "$target"
mkdir -p "$target/root" "$target/bin"
for package in "$work"/archives/*.deb; do
        dpkg-deb -x "$package" "$target/root"
done
libraries=$target/root/usr/lib/$(uname -m)-linux-gnu
loader=$(find "$libraries" -name 'ld-linux*.so.*' -print -quit)
for name in runc crun; do
        program=$(find "$target/root/usr" -path "*bin/$name" -type f -print -quit)
        [[ -n $program ]] || give_up "the package $name holds no program of that name"
        cp "$program" "$target/bin/$name"
        # Their libc is newer than the host's.
        patchelf --set-interpreter "$loader" --set-rpath "$libraries" "$target/bin/$name"
        "$target/bin/$name" --version | sed -n 1p
done
