# SPDX-License-Identifier: Apache-2.0
# Sourced by scripts/guest.sh: the second disk, qemu, and a shell in a guest that is kept.

shell_port=$cache/shell

# The built tree. Written in place: a guest that is kept mounts it again.
make_data() {
        local data=$cache/data
        rm -rf "$data" && mkdir -p "$data/project/scripts/guest" "$data/project/.cache" "$data/project/build" "$data/bin"
        node scripts/build-tests.mjs integration >/dev/null
        node scripts/build-tests.mjs security >/dev/null
        cp -a build/runt "$data/project/build/"
        cp scripts/test-*.mjs scripts/cycles.mjs "$data/project/scripts/"
        cp scripts/guest/*.sh "$data/project/scripts/guest/"
        cp -a .cache/integration .cache/security .cache/tests "$data/project/.cache/"
        if declare -F add_data >/dev/null; then add_data "$data"; fi
        cp "$(readlink -f "$(command -v node)")" "$data/bin/node"
        printf 'exec bash /data/project/scripts/guest/%s %q %q\n' \
                "${guest_run:-run.sh}" "${GUEST_ENVIRONMENTS:-}" "${GUEST_TESTS:-}" >"$data/run"
        [[ -z ${GUEST_SHELL:-} ]] || echo 'exec bash /data/project/scripts/guest/shell.sh' >"$data/run"
        rm -f "$cache/data.img.new"
        truncate -s 400M "$cache/data.img.new"
        mkfs.ext4 -q -F -O ^has_journal -d "$data" "$cache/data.img.new"
        if [[ -f $cache/data.img ]]; then
                cat "$cache/data.img.new" >"$cache/data.img" && rm "$cache/data.img.new"
        else
                mv "$cache/data.img.new" "$cache/data.img"
        fi
        rm -rf "$data"
}

# The emulator's command line in qemu. The root disk is a throw-away overlay: each boot begins with the
# same guest. qemu 7.2 corrupts flags in cmpxchg16b: without cx16.
set_qemu() {
        local accel=(-accel "tcg,thread=multi" -cpu "max,cx16=off")
        [[ ${GUEST_ACCEL:-tcg} == kvm ]] && accel=(-accel kvm -cpu host)
        truncate -s 0 "$cache/result.img" && truncate -s 1M "$cache/result.img"
        qemu=(qemu-system-x86_64 "${accel[@]}" -m "${guest_memory:-2G}" -smp 2 -nodefaults -no-user-config
                -display none -no-reboot -kernel "$cache/vmlinuz" -initrd "$cache/initrd"
                -append
                "root=/dev/vda rw console=ttyS0 quiet loglevel=3 systemd.show_status=0 panic=-1 apparmor=1 ${GUEST_KERNEL:-}"
                -drive "file=$cache/root.img,format=raw,if=virtio,snapshot=on"
                -drive "file=$cache/data.img,format=raw,if=virtio,readonly=on"
                -drive "file=$cache/result.img,format=raw,if=virtio"
                -device virtio-rng-pci)
}

boot_to_end() {
        set_qemu
        timeout --foreground "$timeout_s" "${qemu[@]}" -serial stdio </dev/null 2>"$cache/qemu.log" |
                tee "$cache/console.log" | tr -d '\r' |
                grep --line-buffered -E '^(==|--|FAIL|skip|slow|guest|[0-9]+ passed|      )' || true
}

# Two FIFOs are the ends of a port in the guest, on which scripts/guest/shell.sh listens.
start_shell() {
        GUEST_SHELL=1 make_data
        rm -f "$shell_port".{in,out,pid}
        mkfifo "$shell_port.in" "$shell_port.out"
        set_qemu
        qemu+=(-device virtio-serial-pci -chardev "pipe,id=shell,path=$shell_port" -device virtserialport,chardev=shell,name=runt)
        setsid "${qemu[@]}" -serial "file:$cache/console.log" </dev/null >"$cache/qemu.log" 2>&1 &
        echo $! >"$shell_port.pid"
        disown
        converse true && echo "guest: ready"
}

# Sends one command line and prints its output; the status is the command's.
converse() {
        local line status=1 begun=0 token=$RANDOM$RANDOM
        exec 8<>"$shell_port.out" 9<>"$shell_port.in"
        printf '%s %s\n' "$token" "$(base64 -w 0 <<<"$1")" >&9
        while kill -0 "$(<"$shell_port.pid")" 2>/dev/null; do
                IFS= read -r -t 5 -u 8 line || continue
                # What an interrupted command still had to say comes first.
                [[ $line == "@@begin $token" ]] && { begun=1; continue; }
                [[ $line == "@@status $token "* ]] && { status=${line##* }; break; }
                ((begun)) || continue
                printf '%s\n' "$line"
        done
        exec 8<&- 9<&-
        return "$status"
}

# The disk is written anew only while the guest does not use it.
run_in_shell() {
        converse "cd /; umount -q /project; ! mountpoint -q /data || umount /data" || return 1
        GUEST_SHELL=1 make_data
        converse "blockdev --flushbufs /dev/vdb && mount -o ro /dev/vdb /data && cd /data/project || exit; . scripts/guest/environment.sh; $1"
}

stop_shell() {
        kill "$(<"$shell_port.pid")"
        rm -f "$shell_port".{in,out,pid}
}
