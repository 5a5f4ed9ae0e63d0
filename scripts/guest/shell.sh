# SPDX-License-Identifier: Apache-2.0
# Runs in the guest that is kept: command lines come through a port, in base64, one a line after its token.
cp /data/project/scripts/guest/shell.sh /run/shell.sh
if [[ $0 != /run/shell.sh ]]; then
        # systemd's own has no device nodes.
        mount -t tmpfs -o size=1g tmpfs /tmp
        exec bash /run/shell.sh
fi
# Without udev there are no names in /dev/virtio-ports.
port=/dev/$(basename "$(dirname "$(grep -lx runt /sys/class/virtio-ports/*/name)")")
while read -r -u 3 token line; do
        base64 -d <<<"$line" >/run/command
        printf '@@begin %s\n' "$token" >&3
        bash /run/command </dev/null >&3 2>&1
        printf '\n@@status %s %d\n' "$token" "$?" >&3
done 3<>"$port"
