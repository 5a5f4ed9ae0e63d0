#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Proves the attacks of test/security on runtimes that have the flaws: runs them on runc and crun of older Debian
# releases and writes docs/old-runtimes.md, a table of ids and runtimes. The packages come as scripts/fetch-peers.sh
# takes them, and nothing is installed. Needs root; some of the attacks change host directories of their own.
# Usage: bash scripts/old-runtimes.sh [suite...]   (bullseye bookworm trixie)
set -euo pipefail

cd "$(dirname "$0")/.."
suites=("$@")
((${#suites[@]} > 0)) || suites=(bullseye bookworm trixie)
cache=$PWD/.cache/old
mkdir -p "$cache/results"
rm -f "$cache/results"/*

# Each program with its own release's libraries, whose own dependencies are searched there too.
fetch() {
        local suite=$1 place=$cache/$1 loader libraries name
        [[ -x $place/bin/runc ]] && return
        mkdir -p "$place/bin"
        PEERS_SUITE=$suite PEERS_TARGET=$place bash scripts/fetch-peers.sh || true
        loader=$(find "$place/root" -name 'ld-linux*.so.*' -print -quit)
        libraries=$(find "$place/root" -type d -path "*lib/$(uname -m)-linux-gnu" | paste -sd :)
        for name in runc crun; do
                patchelf --force-rpath --set-interpreter "$loader" --set-rpath "$libraries" "$place/bin/$name"
        done
}

# crun refuses a host with cgroup v1 and v2 side by side; in this directory it sees v1 alone.
wrap_crun() {
        mkdir -p "$cache/$1/wrapped"
        cat >"$cache/$1/wrapped/crun" <<SH
#!/bin/sh
exec /usr/bin/unshare -m /bin/sh -c '/bin/umount /sys/fs/cgroup/unified 2>/dev/null; exec "\$@"' sh $cache/$1/bin/crun "\$@"
SH
        chmod 0755 "$cache/$1/wrapped/crun"
}

attack() {
        local program=$1 version file
        version=$("$program" --version 2>&1 | sed -nE '1s/^(runc|crun) version ([^ ]+).*/\1 \2/p')
        [[ -n $version ]] || { echo "old-runtimes: $program does not start, it is left out" >&2; return; }
        for file in attacks isolation races; do
                # The oldest know no other version of the specification.
                env RUNT="$program" RUNT_PROJECT="$PWD" RUNT_OCI_VERSION=1.0.2 RUNT_RACE_SECONDS=30 \
                        timeout -s KILL 900 node --test --test-timeout=120000 --test-reporter=tap \
                        --test-reporter-destination="$cache/results/$version.$file" \
                        ".cache/security/test/security/$file.test.mjs" </dev/null >/dev/null 2>&1 || true
        done
}

bash scripts/setup.sh
node scripts/build-tests.mjs security
for suite in "${suites[@]}"; do
        fetch "$suite"
        wrap_crun "$suite"
        attack "$cache/$suite/bin/runc"
        attack "$cache/$suite/wrapped/crun"
done
node scripts/old-runtimes.mjs "$cache/results"
