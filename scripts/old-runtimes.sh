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
# All that the tests make is below this directory, or in cgroups named after those in it.
scratch=$(mktemp -d /tmp/runt-old.XXXXXX)
chmod 0755 "$scratch"
running=

# Also after an interruption, and of runtimes that leave things: processes, containers, cgroups, mounts.
clean_up() {
        trap - EXIT INT TERM HUP
        [[ -z $running ]] || kill -KILL -- "-$running" 2>/dev/null || true
        { pgrep -f -- "$scratch/" | xargs -r kill -KILL; } 2>/dev/null || true
        local place
        for place in "$scratch"/runt-test.*; do
                [[ -d $place ]] && remove_cgroups "$(basename "$place" | tr . -)"
        done
        awk -v below="$scratch/" 'index($5, below) == 1 { print $5 }' /proc/self/mountinfo | sort -r | xargs -r -n 1 umount -l
        rm -rf --one-file-system "$scratch"
}

remove_cgroups() {
        local cgroup tries
        for cgroup in /sys/fs/cgroup/"$1" /sys/fs/cgroup/*/"$1"; do
                [[ -d $cgroup ]] || continue
                find "$cgroup" -name freezer.state -exec sh -c 'echo THAWED >"$0"' {} \; 2>/dev/null || true
                for tries in 1 2 3 4 5; do
                        find "$cgroup" -name cgroup.procs -exec cat {} + | xargs -r kill -KILL 2>/dev/null || true
                        find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null && break
                        sleep "0.$tries"
                done
        done
}

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

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
        for file in attacks attacks-on-the-runtime isolation races; do
                # The oldest know no other version of the specification.
                env RUNT="$program" RUNT_PROJECT="$PWD" RUNT_OCI_VERSION=1.0.2 RUNT_RACE_SECONDS=30 TMPDIR="$scratch" \
                        timeout -s KILL 900 node --test --test-timeout=120000 --test-reporter=tap \
                        --test-reporter-destination="$cache/results/$version.$file" \
                        ".cache/security/test/security/$file.test.mjs" </dev/null >/dev/null 2>&1 &
                running=$! # the leader of its own group: timeout(1) makes one
                wait "$running" || true
                running=
                echo "old-runtimes: $version: $file done"
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
