#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Proves the attacks of the tests on runtimes that have the flaws: runs the tests that name an id of
# test/security/ids.ts on runc and crun of other Debian releases and writes docs/old-runtimes.md, a table of ids and
# runtimes. The packages come as scripts/fetch-peers.sh takes them, and nothing is installed. Needs root.
# Usage: bash scripts/old-runtimes.sh [suite...]   (bullseye bookworm trixie sid)
# OLD_FILES="attacks exec" chooses test files, and writes no document.
set -euo pipefail

cd "$(dirname "$0")/.."
suites=("$@")
((${#suites[@]} > 0)) || suites=(bullseye bookworm trixie sid)
cache=$PWD/.cache/old
security=(attacks attacks-on-proc attacks-on-the-runtime image-dev image-proc isolation other-cgroups races spying)
integration=(apparmor bad-bundle cgroup cgroup-commands devices exec failing-hooks hooks ids lifecycle log mounts namespaces
        process program run state-files sysctl terminal)
# Of the faults, those that other runtimes are known for.
ids='\b(S\d\d|F09|F10|F12|F13|F19|F22|F33)\b'
# All that the tests make is below this directory, or in cgroups named after those in it.
scratch=$(mktemp -d /tmp/runt-old.XXXXXX)
chmod 0755 "$scratch"
running=

# Processes and mounts end with the arena; this is also for an interruption.
clean_up() {
        trap - EXIT INT TERM HUP
        [[ -z $running ]] || kill -KILL -- "-$running" 2>/dev/null || true
        local place
        for place in "$scratch"/runt-test.*; do
                [[ -d $place ]] && remove_cgroups "$(basename "$place" | tr . -)"
        done
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
        [[ -f $place/ready ]] && return
        mkdir -p "$place/bin"
        PEERS_SUITE=$suite PEERS_TARGET=$place bash scripts/fetch-peers.sh || true
        loader=$(find "$place/root" -name 'ld-linux*.so.*' -print -quit)
        libraries=$(find "$place/root" -type d -path "*lib/$(uname -m)-linux-gnu" | paste -sd :)
        for name in runc crun; do
                patchelf --force-rpath --set-interpreter "$loader" --set-rpath "$libraries" "$place/bin/$name"
        done
        touch "$place/ready"
}

# What is attacked here may work: it must reach nothing of the host. The arena has its own mounts, device nodes,
# terminals, network, System V objects, host name and processes; a test sees it as the host. crun refuses a host with
# cgroup v1 and v2 side by side, and sees v1 alone. Mounts are shared, as those of a host with systemd are.
arena() {
        local dev=$scratch/dev
        mkdir -p "$dev"
        # shellcheck disable=SC2016 # the inner shell's own; as the first process of its namespace it reaps orphans
        timeout -s KILL 900 unshare --mount --net --ipc --uts --pid --fork --kill-child --mount-proc \
                --propagation private sh -c '
                set -e
                dev=$1; shift
                mount -t tmpfs -o mode=755 dev "$dev"
                mkdir "$dev/pts" "$dev/shm" "$dev/mqueue"
                for node in "null 1 3" "zero 1 5" "full 1 7" "random 1 8" "urandom 1 9" "tty 5 0"; do
                        set -f; set -- $node "$@"; mknod -m 666 "$dev/$1" c "$2" "$3"; shift 3
                done
                mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$dev/pts"
                mount -t tmpfs -o mode=1777 shm "$dev/shm"
                mount -t mqueue mqueue "$dev/mqueue"
                ln -s pts/ptmx "$dev/ptmx"
                ln -s /proc/self/fd "$dev/fd"
                for fd in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${fd%:*}" "$dev/${fd#*:}"; done
                mount --move "$dev" /dev
                case $RUNT in */crun) umount /sys/fs/cgroup/unified 2>/dev/null || true ;; esac
                mount --make-rshared /
                # What was opened outside is a node of the host, which some of them would give to another owner.
                exec </dev/null >/dev/null
                "$@"
                exit $?' sh "$dev" "$@" </dev/null >/dev/null 2>"$scratch/arena.log" &
        running=$! # the leader of its own group: timeout(1) makes one
        wait "$running" || true
        running=
}

attack() {
        local program=$1 version file
        version=$("$program" --version 2>&1 | sed -nE '1s/^(runc|crun) version ([^ ]+).*/\1 \2/p')
        [[ -n $version ]] || { echo "old-runtimes: $program does not start, it is left out" >&2; return; }
        zgrep -oh 'CVE-[0-9]*-[0-9]*' "$2/root/usr/share/doc/${version% *}/changelog.Debian"*.gz |
                sort -u >"$cache/results/$version=mended" || true
        for file in "${files[@]}"; do
                # The oldest know no other version of the specification.
                RUNT="$program" RUNT_PROJECT="$PWD" RUNT_OCI_VERSION=1.0.2 RUNT_RACE_SECONDS=30 \
                        RUNT_RACE_ROUNDS=40 RUNT_SPY_ROUNDS=20 TMPDIR="$scratch" arena node --test --test-name-pattern="$ids" \
                        --test-reporter=tap --test-reporter-destination="$cache/results/$version=$(basename "$file")" \
                        ".cache/$file.test.mjs"
                echo "old-runtimes: $version: $(basename "$file") done"
        done
}

# S18: checkpoint and restore, by the runc that conformance/engines has in its tree.
attack_checkpoints() {
        local version
        ENGINES_CASES=S18 bash conformance/engines/run.sh criu --runtime runc >/dev/null 2>&1 || true
        version=$("$cache/sid/bin/runc" --version | sed -nE '1s/^runc version ([^ ]+).*/\1/p')
        sed -E 's/^(not )?ok/    &/; s/^# /      /' .cache/engines/results/criu-runc.tap >"$cache/results/runc $version=criu"
}

# What the attacks aim at outside of the arena.
host_state() {
        cat /proc/sys/kernel/{core_pattern,hostname,domainname,shmmni,panic} /proc/sys/fs/mqueue/msg_max /proc/sys/net/ipv4/ip_forward
        stat -c '%n %a %u:%g %t:%T' /dev/null /dev/zero /dev/ptmx /dev/console
}

all=("${security[@]/#/security/test/security/}" "${integration[@]/#/integration/test/integration/}")
files=()
for file in "${all[@]}"; do
        [[ -n ${OLD_FILES:-} && " ${OLD_FILES:-} " != *" $(basename "$file") "* ]] || files+=("$file")
done
mkdir -p "$cache/results"
rm -f "$cache/results"/*
before=$(host_state)
bash scripts/setup.sh
node scripts/build-tests.mjs security
node scripts/build-tests.mjs integration
for suite in "${suites[@]}"; do
        fetch "$suite"
        attack "$cache/$suite/bin/runc" "$cache/$suite"
        attack "$cache/$suite/bin/crun" "$cache/$suite"
done
[[ -n ${OLD_FILES:-} || " ${suites[*]} " != *" sid "* ]] || attack_checkpoints
[[ $(host_state) == "$before" ]] || { echo "old-runtimes: the host is not as it was" >&2; exit 1; }
[[ -n ${OLD_FILES:-} ]] || node scripts/old-runtimes.mjs "$cache/results"
