#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs a command in the tree with the engines: namespaces of its own (mounts, network, processes, IPC, host name),
# a cgroup of its own as the root of all cgroups, and changes to the tree in memory only. Nothing of it is left
# behind, whatever the command did. Usage: place.sh ROOT COMMAND [ARGUMENTS...], as root.
set -euo pipefail

root=$1
shift
name=runt-engines-$$
place=/tmp/$name

# Directories of this process's own cgroups: one per hierarchy of v1, or that of v2.
own_cgroups() {
        local id controllers path
        while IFS=: read -r id controllers path; do
                if [[ -z $controllers ]]; then
                        for mount in /sys/fs/cgroup /sys/fs/cgroup/unified; do
                                if [[ -f $mount/cgroup.controllers ]]; then echo "$mount$path"; fi
                        done
                else
                        echo "/sys/fs/cgroup/${controllers#name=}$path"
                fi
        done </proc/self/cgroup
}

mapfile -t cgroups < <(own_cgroups | sed 's:/*$::')

enter_cgroups() {
        local parent file
        for parent in "${cgroups[@]}"; do
                mkdir "$parent/$name"
                for file in cpuset.cpus cpuset.mems; do
                        [[ ! -f $parent/$name/$file || -f $parent/cgroup.controllers ]] || cat "$parent/$file" >"$parent/$name/$file"
                done
                echo $BASHPID >"$parent/$name/cgroup.procs"
        done
}

# Processes of the place are dead by now, some of them perhaps not yet gone from their cgroups.
leave() {
        local parent try
        for parent in "${cgroups[@]}"; do
                echo $$ >"$parent/cgroup.procs" || true
                for try in 1 2 3 4 5; do
                        [[ -d $parent/$name ]] || break
                        find "$parent/$name" -depth -type d -exec rmdir {} + 2>/dev/null && break
                        sleep 0.$try
                done
        done
        rm -rf --one-file-system "$place"
}

mkdir -p "$place"
trap leave EXIT
enter_cgroups
status=0
unshare --mount --net --pid --ipc --uts --cgroup --fork --kill-child --propagation private \
        bash "$(dirname "$0")/enter.sh" "$root" "$place" "$@" &
# Its end is the end of all processes of the place.
trap 'kill -KILL $!' TERM INT HUP
wait $! || status=$?
exit $status
