# SPDX-License-Identifier: Apache-2.0
# Sourced by criu.sh: destinations and images that were changed behind the runtime's back (S18 of
# docs/security-tests.md), and commands that are killed on their way.

outside=/tmp/outside

# A counter with a bind mount and a tmpfs below directories of the root filesystem, saved.
save_with_mounts() {
        rm -rf $outside /tmp/volume $bundle/rootfs/{data,cache}
        mkdir -p $outside /tmp/volume
        echo untouched >$outside/file
        configure "$counter" -e 's:"mounts"\: \[:&{"destination"\:"/data/in","type"\:"bind","source"\:"/tmp/volume","options"\:["rbind","rw"]},{"destination"\:"/cache/in","type"\:"tmpfs","source"\:"tmpfs"},:'
        start counter
        counts
        rt exec counter sh -c 'echo cached >/cache/in/cached'
        save counter
}

# Nothing has come into the directory of the host, and nothing is mounted there.
is_untouched() {
        equal 'file' ls -A $outside
        equal untouched cat $outside/file
        equal '' sh -c "grep ' $outside' /proc/self/mountinfo || true"
}

refused_link() {
        ends 1 bring_back counter
        said "$1"
        equal null rt list --format json
        is_untouched
}

t_bind_link() {
        save_with_mounts
        rmdir $bundle/rootfs/data/in
        ln -s $outside $bundle/rootfs/data/in
        refused_link 'mount point /data/in.*symbolic link'
}

t_parent_link() {
        save_with_mounts
        rm -r $bundle/rootfs/data
        ln -s $outside $bundle/rootfs/data
        refused_link 'mount point /data/in.*symbolic link'
}

t_tmpfs_link() {
        save_with_mounts
        rmdir $bundle/rootfs/cache/in
        ln -s ../../../../../../..$outside $bundle/rootfs/cache/in
        refused_link 'mount point /cache/in.*symbolic link'
}

t_key() {
        rm -rf $outside "$bundle/rootfs/data]:"
        mkdir -p $outside /tmp/volume
        echo untouched >$outside/file
        configure "$counter" -e 's:"mounts"\: \[:&{"destination"\:"/data]\:'$outside'","type"\:"bind","source"\:"/tmp/volume","options"\:["rbind","rw"]},:'
        start counter
        counts
        ends 1 save counter
        said "can't be named to criu"
        goes_on counter
        is_untouched
        end counter
        rm -r "$bundle/rootfs/data]:"
}

# An image that asks for a directory of the host, which config.json does not give.
t_image_source() {
        save_with_mounts
        configure "$counter"
        sed -i 's:/tmp/volume:/etc:' /tmp/image/external-mounts.json
        ends 1 bring_back counter
        said 'mount of the host at "/data/in", which config.json does not have'
        equal null rt list --format json
}

# Links in the place of the files that the runtime writes into an image's directory.
t_image_links() {
        rm -rf $outside /tmp/hostile
        mkdir -p $outside /tmp/hostile
        echo untouched >$outside/file
        local name
        for name in descriptors.json external-mounts.json mount-points.json; do ln -s $outside/file /tmp/hostile/$name; done
        start counter
        counts
        ends 1 rt checkpoint --image-path /tmp/hostile counter
        said 'symbolic link'
        goes_on counter
        is_untouched
        end counter
}

t_image_damaged() {
        save_with_mounts
        echo '[1' >/tmp/image/descriptors.json
        ends 1 bring_back counter
        said 'descriptors.json of the checkpoint is damaged'
        equal null rt list --format json
}


# Whatever a command that was killed has left, delete --force ends it.
nothing_left() {
        rt delete --force counter
        eventually sh -c '! grep -lx criu /proc/[0-9]*/comm 2>/dev/null | grep -q .'
        equal '' sh -c "grep -E '/tmp/bundle|/\.criu\.' /proc/self/mountinfo || true"
        equal '' find /sys/fs/cgroup -type d -name counter
        equal null rt list --format json
        [[ ! -e $root/counter ]]
}

# Ends the command after each of many delays, from its beginning until it is through.
killed_at() {
        local delay=$1 pid
        shift
        "$runtime_path" --root $root "$@" </dev/null >/dev/null 2>&1 &
        pid=$!
        sleep "$delay"
        kill -KILL $pid 2>/dev/null || true
        wait $pid || true
}

delays=(0.01 0.03 0.06 0.1 0.16 0.25 0.4)

t_killed_restore() {
        local delay
        start counter
        counts
        save counter
        for delay in "${delays[@]}"; do
                killed_at "$delay" restore --image-path /tmp/image --bundle $bundle --detach counter
                nothing_left
        done
        bring_back counter
        end counter
}

t_killed_checkpoint() {
        local delay
        for delay in "${delays[@]}"; do
                start counter
                counts
                killed_at "$delay" checkpoint --image-path /tmp/image counter
                nothing_left
        done
}

# Without delete: what criu is still at is over soon, and the container is as it was, or saved and gone.
t_killed_checkpoint_alone() {
        local delay
        for delay in "${delays[@]}"; do
                start counter
                counts
                killed_at "$delay" checkpoint --leave-running --image-path /tmp/image counter
                rt pause counter
                rt resume counter
                goes_on counter
                end counter
        done
}

attack_cases() {
        fresh 'a mount point that is now a link to outside (S18)' t_bind_link
        fresh 'a mount point below a link to outside (S18)' t_parent_link
        fresh 'the mount point of a tmpfs that is now a link to outside (S18)' t_tmpfs_link
        fresh 'a mount point that criu would read otherwise (S18)' t_key
        fresh 'a mount that only the image has (S18)' t_image_source
        fresh 'links in the directory of an image' t_image_links
        fresh 'a damaged file of an image' t_image_damaged
        fresh 'restore that is killed at some moment leaves nothing' t_killed_restore
        fresh 'checkpoint that is killed at some moment leaves nothing after delete --force' t_killed_checkpoint
        fresh 'checkpoint --leave-running that is killed leaves a container that goes on' t_killed_checkpoint_alone
}
