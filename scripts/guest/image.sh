# SPDX-License-Identifier: Apache-2.0
# Sourced by scripts/guest.sh: makes the guest's root disk, kernel and initrd in $cache, once for each content of
# this file. The guest runs /data/run from its second disk and then turns itself off.

guest_suite=trixie
guest_size=2G
guest_packages=apparmor,busybox-static,dbus,dbus-user-session,iproute2,kmod,libpam-systemd,libstdc++6
guest_packages+=,linux-image-cloud-amd64,procps,strace,systemd,systemd-sysv,uidmap,util-linux

# Changes with the definition, so that a cached guest of an older one is made anew.
image_version() {
        sha256sum scripts/guest/image.sh | cut -c 1-16
}

# The unit that runs what the second disk brings.
write_unit() {
        cat >"$1/etc/systemd/system/runt-tests.service" <<'UNIT'
[Unit]
Description=Tests of runt
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'mkdir -p /data && mount -o ro /dev/vdb /data && exec bash /data/run'
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

# An ordinary user whose manager runs without a session, with every controller delegated to it.
write_user() {
        chroot "$1" useradd --create-home --shell /bin/bash --uid 1000 tester
        printf 'tester:100000:65536\n' | tee "$1/etc/subuid" >"$1/etc/subgid"
        mkdir -p "$1/var/lib/systemd/linger" "$1/etc/systemd/system/user@.service.d"
        touch "$1/var/lib/systemd/linger/tester"
        printf '[Service]\nDelegate=cpu cpuset io memory pids\n' >"$1/etc/systemd/system/user@.service.d/delegate.conf"
}

install_system() {
        debootstrap --variant=minbase --include="$guest_packages" "$guest_suite" "$1" "$2"
}

# 1 with the reason in build.log's last line.
build_image() {
        local root=$cache/root mirror
        mirror=$(debian_mirror)
        [[ -n $mirror ]] || { echo "this host's apt has no Debian mirror" >"$cache/build.log"; return 1; }
        rm -rf "$root"
        echo "guest: building Debian $guest_suite (once, some minutes)"
        install_system "$root" "$mirror" >"$cache/build.log" 2>&1 || return 1
        echo runt-guest >"$root/etc/hostname"
        write_unit "$root"
        write_user "$root" >>"$cache/build.log" 2>&1 || return 1
        rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}
        cp "$root"/boot/vmlinuz-* "$cache/vmlinuz" && cp "$root"/boot/initrd.img-* "$cache/initrd" || return 1
        truncate -s "$guest_size" "$cache/root.img.new"
        mkfs.ext4 -q -F -d "$root" "$cache/root.img.new" >>"$cache/build.log" 2>&1 || return 1
        rm -rf "$root"
        mv "$cache/root.img.new" "$cache/root.img"
        image_version >"$cache/version"
}

image_is_current() {
        [[ -f $cache/root.img && -f $cache/version && $(<"$cache/version") == "$(image_version)" ]]
}
