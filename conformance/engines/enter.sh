#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The part of place.sh in the new namespaces, as process 1 of them: mounts, then the command in the tree.
# Usage: enter.sh ROOT PLACE COMMAND [ARGUMENTS...]
set -euo pipefail

root=$1 place=$2
shift 2
project=$(cd "$(dirname "$0")/../.." && pwd)
tree=$place/tree

mount_cgroups() {
        local target=$1 controllers
        if [[ $(stat -f -c %T /sys/fs/cgroup) == cgroup2fs ]]; then
                mount -t cgroup2 cgroup2 "$target"
                return
        fi
        mount -t tmpfs -o mode=755 tmpfs "$target"
        while IFS=: read -r _ controllers _; do
                local directory=$target/${controllers#name=}
                if [[ -n $controllers ]]; then
                        mkdir "$directory"
                        mount -t cgroup -o "$controllers" cgroup "$directory"
                else
                        mkdir "$target/unified"
                        mount -t cgroup2 cgroup2 "$target/unified"
                fi
        done </proc/self/cgroup
}

mount -t tmpfs -o size=2g,mode=755 tmpfs "$place"
mkdir "$place/upper" "$place/work" "$tree"
mount -t overlay -o "lowerdir=$root,upperdir=$place/upper,workdir=$place/work" overlay "$tree"
mkdir -p "$tree/project"
mount --bind -o ro "$project" "$tree/project"
mount -t proc proc "$tree/proc"
mount -t sysfs sysfs "$tree/sys"
mount_cgroups "$tree/sys/fs/cgroup"
mount --rbind /dev "$tree/dev"
mount -t tmpfs -o mode=1777 tmpfs "$tree/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$tree/dev/pts"
mount -t tmpfs -o mode=755 tmpfs "$tree/run"
# An engine's storage can't lie on an overlay.
mount -t tmpfs -o mode=1777 tmpfs "$tree/tmp"
for directory in containerd containers docker; do
        mkdir -p "$tree/var/lib/$directory"
        mount -t tmpfs -o mode=711 tmpfs "$tree/var/lib/$directory"
done
cd "$tree"
mkdir -p .old
pivot_root . .old
umount -l /.old
rmdir /.old 2>/dev/null || true
ip link set lo up
hostname engines
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
unset XDG_RUNTIME_DIR
cd /
# Not exec: this is process 1 and has orphans to wait for.
status=0
"$@" || status=$?
exit $status
