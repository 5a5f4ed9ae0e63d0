#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Builds the directory tree with the engines (.cache/engines/root) from Debian's packages, once.
# Environment: ENGINES_SUITE (sid).
set -euo pipefail

cd "$(dirname "$0")/../.."
. scripts/private-apt.sh
cache=$PWD/.cache/engines
suite=${ENGINES_SUITE:-sid}
packages=(aardvark-dns busybox-static conmon containerd containers-storage criu dbus docker-cli docker.io fuse-overlayfs
        golang-github-containers-common iproute2 iptables netavark nftables passt podman procps runc uidmap)

give_up() {
        echo "engines: $1" >&2
        exit 1
}

[[ -f $cache/root/.packages && $(<"$cache/root/.packages") == "$suite ${packages[*]}" ]] && exit 0
((EUID == 0)) || give_up "root is needed to build the tree with the engines"
mkdir -p "$cache"

install_builder() {
        command -v mmdebstrap >/dev/null && return
        export DEBIAN_FRONTEND=noninteractive
        local install=(apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 install mmdebstrap)
        "${install[@]}" >"$cache/apt.log" 2>&1 || { apt-get -q update >"$cache/apt.log" 2>&1 && "${install[@]}" >>"$cache/apt.log" 2>&1; }
}

# The host's own answer on lists that are older than their date; signatures are checked in any case.
list_age_option() {
        local value
        value=$(apt-config dump --format '%v' Acquire::Check-Valid-Until)
        echo "Acquire::Check-Valid-Until \"${value:-true}\""
}

install_builder || give_up "mmdebstrap can't be installed: $(tail -n 1 "$cache/apt.log")"
mirror=$(debian_mirror)
[[ -n $mirror ]] || give_up "this host's apt has no Debian mirror"
rm -rf "$cache/root" "$cache/root.new"
echo "engines: installing Debian $suite's engines below .cache/engines (once, about a minute)"
mmdebstrap --variant=minbase --mode=root --include="$(IFS=,; echo "${packages[*]}")" \
        --aptopt="$(list_age_option)" --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        "$suite" "$cache/root.new" "$mirror" >"$cache/build.log" 2>&1 ||
        give_up "mmdebstrap failed: $(grep -m 1 '^E:' "$cache/build.log" || tail -n 1 "$cache/build.log")"
echo "$suite ${packages[*]}" >"$cache/root.new/.packages"
mv "$cache/root.new" "$cache/root"
