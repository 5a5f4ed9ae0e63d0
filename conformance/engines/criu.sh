# SPDX-License-Identifier: Apache-2.0
# Sourced by inside.sh: checkpoint and restore by the runtime's own command line, with Debian's criu.

. "$here/criu-options.sh"
. "$here/criu-labels.sh"
. "$here/criu-attacks.sh"

bundle=/tmp/bundle
root=/run/criu-list
global_options=()

# A counter in memory: only a restored process goes on from where it was.
# shellcheck disable=SC2016 # the container's variables
counter='n=0; while :; do n=$((n + 1)); echo $n >/count; sleep 0.1; done'

engine_start() {
        mkdir -p $bundle/rootfs/bin
        cp /usr/bin/busybox $bundle/rootfs/bin/
        local applet
        for applet in sh sleep cat nc tty; do ln -s busybox $bundle/rootfs/bin/$applet; done
        (cd $bundle && "$runtime_path" spec)
        configure "$counter"
        "$runtime_path" --root $root --version
}

engine_stop() {
        local id
        for id in $(rt list --quiet); do rt delete --force "$id"; done
}

rt() {
        timeout --kill-after 1 60 "$runtime_path" --root $root "${global_options[@]}" "$@"
}

# The program of the bundle, a shell script; further arguments are edits of config.json for sed.
configure() {
        local script=$1
        shift
        (cd $bundle && rm config.json && "$runtime_path" spec)
        SCRIPT=$script awk '/"args": \[/ { gsub(/[\\"]/, "\\\\&", ENVIRON["SCRIPT"]); print "\"args\": [\"sh\", \"-c\", \"" ENVIRON["SCRIPT"] "\"],"; skip = 1 }
                !skip { print } skip && /\]/ { skip = 0 }' $bundle/config.json >/tmp/config.json
        sed -e 's/"terminal": true/"terminal": false/' -e 's/"readonly": true/"readonly": false/' "$@" /tmp/config.json >$bundle/config.json
}

start() {
        local id
        # What a case that failed has left.
        for id in counter another moved; do rt delete --force $id; done
        rm -rf /tmp/image /tmp/work $bundle/rootfs/count
        rt run --bundle $bundle --detach "$@" </dev/null >/dev/null 2>&1
}

counted() {
        [[ -s $bundle/rootfs/count ]] && (($(<$bundle/rootfs/count) > $1))
}

# Until the counter is at ten; then its value is in $before.
counts() {
        eventually counted 10
        before=$(<$bundle/rootfs/count)
}

# busybox's shell makes its children with vfork(2), and waits for them in a state in which criu can't stop it while
# the freezer of cgroup v2 holds the child: then criu gives up after its ten seconds, and the container goes on.
save() {
        local try status
        for try in 1 2 3; do
                status=0
                rt checkpoint --image-path /tmp/image "$@" >/tmp/save.out 2>&1 || status=$?
                grep -q 'Unseizable non-zombie [0-9]* found, state D' /tmp/save.out || break
        done
        cat /tmp/save.out
        return $status
}

bring_back() {
        rt restore --image-path /tmp/image --bundle $bundle --detach "$@" </dev/null >/dev/null 2>/tmp/restore.err || { cat /tmp/restore.err; return 1; }
}

runs() {
        [[ $(rt state "$1") == *'"running"'* ]]
}

# A counter that had begun again would be below.
goes_on() {
        eventually counted "$before"
        runs "$1"
}

end() {
        rt delete --force "$1"
        equal null rt list --format json
}

t_counter() {
        start counter
        counts
        save counter
        ends 1 rt state counter
        bring_back counter
        goes_on counter
        equal inside rt exec counter sh -c 'echo inside'
        end counter
}

t_leave_running() {
        start counter
        counts
        save --leave-running counter
        goes_on counter
        end counter
}

t_paths() {
        start counter
        counts
        save --work-path /tmp/work counter
        [[ -s /tmp/work/dump.log && ! -e /tmp/image/dump.log && -s /tmp/image/descriptors.json ]]
        bring_back --work-path /tmp/work --pid-file /tmp/pid counter
        [[ -s /tmp/work/restore.log && $(rt state counter) == *"\"pid\": $(</tmp/pid)"* ]]
        end counter
}

t_other_id() {
        start counter
        counts
        save counter
        bring_back another
        goes_on another
        end another
}

t_twice() {
        start counter
        counts
        save --leave-running counter
        rm -r /tmp/image
        save counter
        bring_back counter
        goes_on counter
        rm -r /tmp/image
        counts
        save counter
        bring_back counter
        goes_on counter
        end counter
}

t_paused() {
        start counter
        counts
        rt pause counter
        save counter
        bring_back counter
        rt resume counter || true
        goes_on counter
        end counter
}

t_states() {
        rm -rf /tmp/image
        rt create --bundle $bundle created </dev/null >/dev/null 2>&1
        ends 1 save created
        said 'cannot be checkpointed in.* created'
        rt delete created
        ends 1 save missing
        said 'does not exist'
}

t_bind() {
        mkdir -p /tmp/volume
        echo content >/tmp/volume/file
        configure "$counter" -e 's:"mounts"\: \[:&{"destination"\:"/data","type"\:"bind","source"\:"/tmp/volume","options"\:["rbind","ro"]},:'
        start counter
        counts
        save counter
        bring_back counter
        goes_on counter
        equal content rt exec counter cat /data/file
        end counter
}

t_network_namespace() {
        ip netns add place
        configure "$counter" -e 's:"type"\: "network":&, "path"\: "/run/netns/place":'
        start counter
        counts
        save counter
        bring_back counter
        goes_on counter
        equal "$(stat -L -c %i /run/netns/place)" stat -L -c %i "/proc/$(pid_of counter)/ns/net"
        end counter
        ip netns delete place
}

# A case that begins with the bundle of the counter, whatever the one before has left.
fresh() {
        configure "$counter"
        rm -rf /etc/criu
        it "$@"
}

pid_of() {
        rt state "$1" | sed -nE 's/ *"pid": ([0-9]+),?/\1/p'
}

t_empty_namespace() {
        start counter
        counts
        save --empty-ns network counter
        bring_back --empty-ns network counter
        goes_on counter
        end counter
}

t_cgroups() {
        local mode place
        for mode in soft full ignore; do
                start counter
                counts
                place=$(</proc/"$(pid_of counter)"/cgroup)
                save --manage-cgroups-mode $mode counter
                bring_back --manage-cgroups-mode $mode counter
                goes_on counter
                equal "$place" cat "/proc/$(pid_of counter)/cgroup"
                end counter
        done
        # The container's cgroup is made before criu runs, and this mode takes no cgroup that is there.
        start counter
        counts
        save --manage-cgroups-mode strict counter
        ends 1 bring_back --manage-cgroups-mode strict counter
        said 'existing cgroups'
        equal null rt list --format json
}

t_limits() {
        configure "$counter" -e 's:"resources"\: {:&"pids"\:{"limit"\:33},:'
        start counter
        counts
        save counter
        bring_back counter
        equal 33 cgroup_file "$(pid_of counter)" pids pids.max pids.max
        end counter
}

t_tcp() {
        configure 'nc -l -p 99 -e cat & sleep 0.3; nc 127.0.0.1 99 <\/dev\/zero >\/dev\/null & '"$counter"
        start counter
        counts
        ends 1 save counter
        said 'tcp-established|Connected TCP socket'
        goes_on counter
        rm -r /tmp/image
        save --tcp-established counter
        bring_back --tcp-established counter
        goes_on counter
        end counter
}

t_file_locks() {
        configure 'exec 9>\/lock; busybox flock 9; '"$counter"
        start counter
        counts
        save --file-locks counter
        bring_back --file-locks counter
        goes_on counter
        end counter
}

t_pre_dump() {
        criu check --feature mem_dirty_track >/dev/null 2>&1 || skip "this kernel does not track memory changes (CONFIG_MEM_SOFT_DIRTY)"
        start counter
        counts
        rt checkpoint --pre-dump --image-path /tmp/parent counter
        goes_on counter
        save --parent-path ../parent --auto-dedup counter
        bring_back --auto-dedup counter
        goes_on counter
        end counter
}

t_pre_dump_refused() {
        ! criu check --feature mem_dirty_track >/dev/null 2>&1 || skip "this kernel tracks memory changes"
        start counter
        ends 1 save --pre-dump counter
        said 'rack|dirty'
        ends 1 save --parent-path /absolute counter
        end counter
}

t_page_server() {
        start counter
        counts
        mkdir -p /tmp/image
        timeout 60 criu page-server --images-dir /tmp/image --port 2700 --address 127.0.0.1 >/tmp/page-server.log 2>&1 &
        local pages=$!
        eventually sh -c 'ss -ltn | grep -q :2700'
        save --page-server 127.0.0.1:2700 counter
        wait $pages
        bring_back counter
        goes_on counter
        end counter
}

t_lazy_pages() {
        criu check --feature uffd >/dev/null 2>&1 || skip "this kernel has no userfaultfd for criu"
        start counter
        counts
        mkdir -p /tmp/image
        mkfifo /tmp/status
        exec 9<>/tmp/status
        rt checkpoint --image-path /tmp/image --lazy-pages --page-server 127.0.0.1:2701 --status-fd 9 counter &
        local dump=$!
        timeout 30 head -c 1 <&9 >/dev/null
        exec 9>&-
        rm /tmp/status
        timeout 60 criu lazy-pages --page-server --address 127.0.0.1 --port 2701 --images-dir /tmp/image --work-dir /tmp/image >/tmp/lazy.log 2>&1 &
        local lazy=$!
        eventually test -S /tmp/image/lazy-pages.socket
        local failed=
        bring_back --lazy-pages moved || failed=1
        wait $dump || failed=1
        wait $lazy || failed=1
        if [[ -n $failed ]] && grep -q 'page-pipe: splice' /tmp/image/dump.log; then
                skip "the status came, then criu's own transfer of pages failed: $(grep -m 1 'page-pipe: splice' /tmp/image/dump.log)"
        fi
        [[ -z $failed ]]
        goes_on moved
        rt delete --force moved
}

t_foreground() {
        configure 'n=0; while [ $n -lt 30 ]; do n=$((n + 1)); echo $n >\/count; sleep 0.1; done; exit 9'
        start counter
        counts
        save counter
        local status=0
        rt restore --image-path /tmp/image --bundle $bundle counter </dev/null >/dev/null || status=$?
        ((status == 9))
        equal null rt list --format json
}

t_hooks() {
        configure "$counter" -e '0,/{/s:{:{"hooks"\:{"createRuntime"\:[{"path"\:"/bin/sh","args"\:["sh","-c","cat >/tmp/hook"]}],"poststop"\:[{"path"\:"/bin/sh","args"\:["sh","-c","touch /tmp/poststop"]}]},:'
        start counter
        counts
        rm -f /tmp/hook /tmp/poststop
        save counter
        [[ -e /tmp/poststop ]]
        bring_back counter
        grep -q "\"pid\":$(pid_of counter)" /tmp/hook
        end counter
}

t_errors() {
        start counter
        counts
        save counter
        rm /tmp/image/pages-*.img
        ends 1 bring_back counter
        said '[Ee]rror|No such file'
        equal null rt list --format json
        ends 1 rt restore --image-path /tmp/none --bundle $bundle --detach counter
        said 'no such file'
}

engine_cases() {
        criu check >/tmp/criu-check.log 2>&1 || { it 'checkpoint and restore' skip "criu check fails on this kernel: $(tail -n 1 /tmp/criu-check.log)"; return; }
        fresh 'a counter goes on after checkpoint and restore' t_counter
        fresh 'checkpoint --leave-running' t_leave_running
        fresh '--work-path and --pid-file' t_paths
        fresh 'restore under another id' t_other_id
        fresh 'a restored container is saved again' t_twice
        fresh 'checkpoint of a paused container' t_paused
        fresh 'checkpoint of what does not run is refused' t_states
        fresh 'a bind mount' t_bind
        fresh 'a network namespace that was joined' t_network_namespace
        fresh '--empty-ns network' t_empty_namespace
        fresh '--manage-cgroups-mode' t_cgroups
        fresh 'limits are there again' t_limits
        fresh '--tcp-established' t_tcp
        fresh '--file-locks' t_file_locks
        fresh '--pre-dump, --parent-path, --auto-dedup' t_pre_dump
        fresh '--pre-dump where the kernel can not' t_pre_dump_refused
        fresh '--page-server' t_page_server
        fresh '--lazy-pages, --status-fd' t_lazy_pages
        fresh 'restore in the foreground ends with the status of the program' t_foreground
        fresh 'hooks of create at restore, and poststop at checkpoint' t_hooks
        fresh 'a broken image says what is wrong' t_errors
        option_cases
        label_cases
        attack_cases
}
