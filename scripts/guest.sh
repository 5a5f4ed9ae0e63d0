#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Second test bed: a Debian guest in qemu, with what this host may lack: cgroup v2 alone, systemd, AppArmor.
# Builds the guest once (.cache/guest), boots it with the built tree on a second disk, runs the tests there and
# prints their results. Where qemu or the guest can't be had it says so and counts as one skip.
# Environment: GUEST_TESTS (names of test files), GUEST_TIMEOUT (seconds), GUEST_ACCEL (kvm or tcg).
set -euo pipefail

cd "$(dirname "$0")/.."
. scripts/private-apt.sh
cache=$PWD/.cache/guest
suite=trixie
tests=${GUEST_TESTS:-apparmor cgroup devices lifecycle kill exec}
timeout_s=${GUEST_TIMEOUT:-1200}
packages=apparmor,busybox-static,dbus,iproute2,kmod,libstdc++6,linux-image-cloud-amd64,procps,strace,systemd,systemd-sysv,util-linux
mkdir -p "$cache"

skip() {
        echo "guest: skipped: $1"
        [[ -z ${RUNT_TEST_COUNTS:-} ]] ||
                node -e 'console.log(JSON.stringify({passed:0,failed:0,skipped:1,skips:[{name:"guest",reason:process.argv[1]}]}))' \
                        "the guest: $1" >>"$RUNT_TEST_COUNTS"
        exit 0
}

[[ $(uname -m) == x86_64 ]] || skip "it is built for x86-64, this host is $(uname -m)"
[[ -x build/runt ]] || skip "build/runt was not built"
((EUID == 0)) || skip "debootstrap needs root"

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

# The unit that runs the tests and then turns the guest off.
write_unit() {
        cat >"$1/etc/systemd/system/runt-tests.service" <<'UNIT'
[Unit]
Description=Tests of runt
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'mkdir -p /data && mount -o ro /dev/vdb /data && exec sh /data/run'
ExecStopPost=/bin/systemctl --no-block poweroff --force
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0
TimeoutStartSec=infinity
Delegate=yes
UNIT
        mkdir -p "$1/etc/systemd/system/multi-user.target.wants"
        ln -sf ../runt-tests.service "$1/etc/systemd/system/multi-user.target.wants/runt-tests.service"
        rm -f "$1"/etc/systemd/system/getty.target.wants/*
        ln -sf /dev/null "$1/etc/systemd/system/serial-getty@ttyS0.service"
        ln -sf /dev/null "$1/etc/systemd/system/systemd-networkd-wait-online.service"
}

build_guest() {
        local root=$cache/root mirror
        mirror=$(debian_mirror)
        [[ -n $mirror ]] || { echo "this host's apt has no Debian mirror" >"$cache/build.log"; return 1; }
        rm -rf "$root"
        echo "guest: building Debian $suite (once, some minutes)"
        debootstrap --variant=minbase --include="$packages" "$suite" "$root" "$mirror" >"$cache/build.log" 2>&1 || return 1
        echo runt-guest >"$root/etc/hostname"
        write_unit "$root"
        rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}
        cp "$root"/boot/vmlinuz-* "$cache/vmlinuz" && cp "$root"/boot/initrd.img-* "$cache/initrd" || return 1
        truncate -s 2G "$cache/root.img.new"
        mkfs.ext4 -q -F -d "$root" "$cache/root.img.new" >>"$cache/build.log" 2>&1 || return 1
        rm -rf "$root"
        mv "$cache/root.img.new" "$cache/root.img"
}

# What the guest runs: RESULT lines go to the third disk, everything else to the console.
write_run() {
        cat >"$1" <<RUN
export PATH=/data/bin:/usr/sbin:/usr/bin:/sbin:/bin RUNT=/data/project/build/runt RUNT_PROJECT=/data/project HOME=/root
export RUNT_TEST_COUNTS=/tmp/counts TMPDIR=/tmp RUNT_HELD=50
cd /data/project
mount -t tmpfs -o size=1g tmpfs /tmp
failed=0
for name in $tests; do
        for file in .cache/integration/test/integration/\$name.test.mjs; do
                [ -e "\$file" ] || { echo "guest: no test file \$name"; failed=1; continue; }
                echo "-- \$name"
                timeout 600 node --test --test-reporter=./scripts/test-report.mjs "\$file" || failed=1
        done
done
{ echo "RESULT \$failed"; cat /tmp/counts; echo END; } >/dev/vdc
sync
RUN
}

make_data() {
        local data=$cache/data
        rm -rf "$data" && mkdir -p "$data/project/scripts" "$data/project/.cache" "$data/project/build" "$data/bin"
        node scripts/build-tests.mjs integration >/dev/null
        cp -a build/runt "$data/project/build/"
        cp scripts/test-report.mjs "$data/project/scripts/"
        cp -a .cache/integration .cache/tests "$data/project/.cache/"
        cp "$(readlink -f "$(command -v node)")" "$data/bin/node"
        write_run "$data/run"
        rm -f "$cache/data.img"
        truncate -s 400M "$cache/data.img"
        mkfs.ext4 -q -F -O ^has_journal -d "$data" "$cache/data.img"
        rm -rf "$data"
}

boot() {
        local accel=(-accel "tcg,thread=multi" -cpu "max,cx16=off")
        [[ ${GUEST_ACCEL:-tcg} == kvm ]] && accel=(-accel kvm -cpu host)
        truncate -s 0 "$cache/result.img" && truncate -s 1M "$cache/result.img"
        # The root disk is a throw-away overlay: each boot begins with the same guest.
        timeout --foreground "$timeout_s" qemu-system-x86_64 "${accel[@]}" -m 2G -smp 2 -nodefaults -no-user-config \
                -display none -no-reboot -kernel "$cache/vmlinuz" -initrd "$cache/initrd" \
                -append "root=/dev/vda rw console=ttyS0 quiet loglevel=3 systemd.show_status=0 panic=-1 apparmor=1" \
                -drive "file=$cache/root.img,format=raw,if=virtio,snapshot=on" \
                -drive "file=$cache/data.img,format=raw,if=virtio,readonly=on" \
                -drive "file=$cache/result.img,format=raw,if=virtio" \
                -device virtio-rng-pci -serial stdio </dev/null 2>"$cache/qemu.log" |
                tee "$cache/console.log" | tr -d '\r' | grep --line-buffered -E '^(--|FAIL|skip|slow|guest|[0-9]+ passed|      )' || true
}

install_missing || skip "qemu or debootstrap can't be installed: $(tail -n 1 "$cache/apt.log")"
if [[ ! -f $cache/root.img ]]; then
        build_guest || skip "it can't be built: $(tail -n 1 "$cache/build.log")"
fi
make_data
echo "guest: booting Debian $suite, running: $tests"
begin=$SECONDS
boot
printf 'guest: %d s\n' $((SECONDS - begin))

result=$(tr -d '\0' <"$cache/result.img")
if [[ $result != RESULT*END ]]; then
        echo "guest: it did not finish within $timeout_s s; last lines of its console:" >&2
        tail -n 20 "$cache/console.log" "$cache/qemu.log" >&2
        exit 1
fi
[[ -z ${RUNT_TEST_COUNTS:-} ]] || sed -n '/^{/p' <<<"$result" >>"$RUNT_TEST_COUNTS"
sed -n '/^{/p' <<<"$result" >"$cache/counts"
node scripts/test-totals.mjs guest "$cache/counts"
[[ $result == "RESULT 0"* ]]
