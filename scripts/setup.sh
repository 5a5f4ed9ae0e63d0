#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Installs what the build and the tests need and builds runt. A second run takes seconds.
# Needs root, and the network where something is missing. For Debian and its derivatives.
set -euo pipefail

cd "$(dirname "$0")/.."
packages=(build-essential busybox-static ca-certificates clang clang-format clang-tidy cmake git
        libclang-rt-dev libseccomp-dev musl-tools procps strace uidmap util-linux)
log=.cache/setup.log
mkdir -p .cache

give_up() {
        echo "setup: $1" >&2
        exit 1
}

# Packages of the list that dpkg does not know as installed.
missing_packages() {
        local package
        for package in "${packages[@]}"; do
                dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || echo "$package"
        done
}

command -v node >/dev/null || give_up "Node 20 or newer is missing: install it first, with npm"
command -v npm >/dev/null || give_up "npm is missing: install it first"
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' ||
        give_up "Node 20 or newer is needed, this one is $(node --version)"
command -v apt-get >/dev/null || give_up "apt-get is missing: install by hand: ${packages[*]}"

mapfile -t missing < <(missing_packages)
if ((${#missing[@]} > 0)); then
        ((EUID == 0)) || give_up "only root can install packages; missing: ${missing[*]}"
        echo "setup: installing with apt-get: ${missing[*]}"
        export DEBIAN_FRONTEND=noninteractive
        install=(apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 install "${missing[@]}")
        "${install[@]}" >$log 2>&1 || { apt-get -q update >$log 2>&1 && "${install[@]}" >>$log 2>&1; } ||
                give_up "apt-get failed, is the network there? Last line: $(tail -n 1 $log) (all of it: $log)"
fi

# `npm ci` demands packages of foreign platforms where the lock lists them; this takes what fits.
if [[ ! -f node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
        echo "setup: installing npm packages as package-lock.json says"
        npm install --no-save --no-audit --no-fund --loglevel=error >$log 2>&1 ||
                give_up "npm install failed, is the network there? It says: $(grep -m 1 -E 'reason:|ERR! code|error code' $log || tail -n 1 $log) (all of it: $log)"
        touch node_modules/.package-lock.json
fi

if [[ ! -f .cache/quickjs/quickjs.c && -z ${QUICKJS_DIR:-} ]]; then
        echo "setup: fetching the source of quickjs-ng (Debian package qjs-src)"
        bash scripts/fetch-quickjs.sh || echo "setup: going on without build/runt; node build/cli.mjs does the same, more slowly" >&2
fi

echo "setup: building"
node scripts/build.mjs
