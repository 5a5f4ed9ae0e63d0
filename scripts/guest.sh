#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Second test bed: a Debian guest in qemu, with what this host may lack: cgroup v2 alone, systemd, AppArmor.
# Builds the guest once (.cache/guest), boots it with the built tree on a second disk, runs the tests of each
# environment there and prints their results. Where qemu or the guest can't be had it says so and counts as one skip.
# Usage: bash scripts/guest.sh            run the tests of every environment (scripts/guest/run.sh)
#        bash scripts/guest.sh start      keep a guest; then:
#        bash scripts/guest.sh do CMD...  run a command in it, with the tree as it is now in /data/project
#        bash scripts/guest.sh stop
# Environment: GUEST_ENVIRONMENTS and GUEST_TESTS (names of environments and test files), GUEST_TIMEOUT (seconds),
# GUEST_VARIANT=engines (a guest with the engines, which runs their lists: scripts/guest/engines.sh), GUEST_ACCEL (kvm or tcg), GUEST_KERNEL (more words for the kernel's command line).
set -euo pipefail

cd "$(dirname "$0")/.."
cache=$PWD/.cache/guest${GUEST_VARIANT:+-$GUEST_VARIANT}
. scripts/private-apt.sh
. scripts/guest/image.sh
. scripts/guest/boot.sh
[[ -z ${GUEST_VARIANT:-} ]] || . "scripts/guest/$GUEST_VARIANT.sh"
timeout_s=${GUEST_TIMEOUT:-1200}
mkdir -p "$cache"

skip() {
        echo "guest: skipped: $1"
        [[ -z ${RUNT_TEST_COUNTS:-} ]] ||
                node -e 'console.log(JSON.stringify({passed:0,failed:0,skipped:1,skips:[{name:"guest",reason:process.argv[1]}]}))' \
                        "the guest: $1" >>"$RUNT_TEST_COUNTS"
        exit 0
}

install_missing() {
        local missing=() package
        for package in debootstrap e2fsprogs qemu-system-x86; do
                dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
        done
        ((${#missing[@]} == 0)) && return
        echo "guest: installing with apt-get: ${missing[*]}"
        export DEBIAN_FRONTEND=noninteractive
        local install=(apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 install "${missing[@]}")
        "${install[@]}" >"$cache/apt.log" 2>&1 || { apt-get -q update >"$cache/apt.log" 2>&1 && "${install[@]}" >>"$cache/apt.log" 2>&1; }
}

prepare() {
        [[ $(uname -m) == x86_64 ]] || skip "it is built for x86-64, this host is $(uname -m)"
        [[ -x build/runt ]] || skip "build/runt was not built"
        ((EUID == 0)) || skip "debootstrap needs root"
        install_missing || skip "qemu or debootstrap can't be installed: $(tail -n 1 "$cache/apt.log")"
        image_is_current || build_image || skip "it can't be built: $(tail -n 1 "$cache/build.log")"
}

# One line an environment, and the counts for scripts/test.sh.
show_results() {
        local result=$1 environment
        for environment in $(sed -n 's/^ENVIRONMENT //p' <<<"$result"); do
                sed -n "/^ENVIRONMENT $environment\$/,/^\(ENVIRONMENT\|RESULT\)/{/^{/p}" <<<"$result" >"$cache/counts"
                node scripts/test-totals.mjs "guest, $environment" "$cache/counts"
        done
        [[ -z ${RUNT_TEST_COUNTS:-} ]] || sed -n '/^{/p' <<<"$result" >>"$RUNT_TEST_COUNTS"
}

run_tests() {
        local begin=$SECONDS result
        prepare
        make_data
        echo "guest: booting Debian $guest_suite"
        boot_to_end
        ! declare -F keep_results >/dev/null || keep_results
        printf 'guest: %d s\n' $((SECONDS - begin))
        result=$(tr -d '\0' <"$cache/result.img")
        show_results "$result"
        if [[ $result != *"RESULT "?*END ]]; then
                echo "guest: it did not finish within $timeout_s s; last lines of its console:" >&2
                tail -n 20 "$cache/console.log" "$cache/qemu.log" >&2
                exit 1
        fi
        [[ $result == *"RESULT 0"* ]]
}

case ${1:-run} in
run) run_tests ;;
start) prepare && start_shell ;;
do) shift && run_in_shell "$*" ;;
stop) stop_shell ;;
image) prepare ;;
*)
        sed -n 's/^# //p' "$0" | sed -n '/^Usage/,$p' >&2
        exit 1
        ;;
esac
