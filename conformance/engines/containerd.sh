# SPDX-License-Identifier: Apache-2.0
# Sourced by inside.sh: what containerd does with the runtime through its own shim, driven by ctr.

image=localhost/busybox:test

engine_start() {
        install_documented /etc/containerd/config.toml
        containerd >/tmp/containerd.log 2>&1 &
        server=$!
        eventually ctr version
        ctr images import /tmp/image.tar
        run --detach held sleep 1000
}

engine_stop() {
        local id
        for id in $(ctr containers list --quiet); do
                ctr task rm --force "$id" || true
                ctr containers rm "$id" || true
        done
        # That of the case that has started it again.
        [[ ! -f /tmp/containerd.pid ]] || server=$(</tmp/containerd.pid)
}

# run [OPTIONS] ID PROGRAM...; words up to the id that take no value.
run() {
        local options=()
        while [[ $1 == -* ]]; do options+=("$1"); shift; done
        ctr run --runc-binary "$runtime_path" "${options[@]}" "$image" "$@"
}

status_of() {
        ctr task list | awk -v id="$1" '$1 == id { print $3 }'
}

pid_of() {
        ctr task list | awk -v id="$1" '$1 == id { print $2 }'
}

has_status() {
        [[ $(status_of "$1") == "$2" ]]
}

remove() {
        ctr task rm --force "$1" || true
        ctr containers rm "$1"
}

t_run() {
        equal 'hello world' run --rm one echo 'hello world'
}

t_status() {
        ends 7 run --rm one sh -c 'exit 7'
}

t_tty() {
        equal /dev/pts/0 with_terminal ctr run --runc-binary "$runtime_path" --rm --tty $image one tty
}

t_not_found() {
        ends 1 run --rm one no-such-program
        said 'executable file not found in \$PATH'
        ctr containers rm one || true
}

t_not_executable() {
        ends 1 run --rm one /etc/passwd
        said 'permission denied'
        ctr containers rm one || true
}

t_detached() {
        run --detach away sleep 1000
        equal RUNNING status_of away
        matches "away.*io.containerd.runc.v2" ctr containers list
}

t_exec() {
        equal 'inside' ctr task exec --exec-id a held echo inside
        equal /var ctr task exec --exec-id b --cwd /var held pwd
        equal 5 ctr task exec --exec-id c --user 5:6 held id -u
        ends 9 ctr task exec --exec-id d held sh -c 'exit 9'
}

t_exec_tty() {
        matches '^/dev/pts/' with_terminal ctr task exec --exec-id e --tty held tty
}

t_exec_not_found() {
        ends 1 ctr task exec --exec-id f held no-such-program
        said 'executable file not found in \$PATH'
}

t_exec_detached() {
        ctr task exec --exec-id g --detach held touch /tmp/from-exec
        eventually ctr task exec --exec-id h held test -e /tmp/from-exec
}

t_processes() {
        ctr task ps held | awk 'NR > 1 { print $1 }' | grep -qx "$(pid_of held)"
}

t_pause() {
        ctr task pause held
        equal PAUSED status_of held
        ctr task resume held
        equal RUNNING status_of held
        equal alive ctr task exec --exec-id i held echo alive
}

t_metrics() {
        matches 'memory' ctr task metrics held
        matches 'pids.current +[1-9]|pids +' ctr task metrics held
}

t_kill() {
        ctr run --detach --runc-binary "$runtime_path" $image killed sh -c 'trap "exit 3" USR1; touch /ready; while :; do sleep 0.1; done'
        eventually ctr task exec --exec-id a killed test -e /ready
        ctr task kill --signal USR1 killed
        eventually has_status killed STOPPED
        matches 'exit code 3$|exit code 3"' ctr task rm killed
        ctr containers rm killed
}

t_kill_hard() {
        ctr task kill --signal KILL away
        eventually has_status away STOPPED
        matches 'exit code 137' ctr task rm away
        ctr containers rm away
}

t_kill_ended() {
        run --detach ended true
        eventually has_status ended STOPPED
        ends 1 ctr task kill ended
        said 'process already finished|not found'
        ctr task rm ended
        ctr containers rm ended
}

t_delete_force() {
        run --detach removed sleep 1000
        matches 'exit code 137' ctr task rm --force removed
        ctr containers rm removed
}

t_host_processes() {
        ctr run --detach --runc-binary "$runtime_path" --with-ns "pid:/proc/1/ns/pid" $image shared sh -c 'sleep 1234 & exec sleep 1000'
        eventually pgrep -f '^sleep 1234'
        ctr task kill --signal KILL shared
        eventually has_status shared STOPPED
        ctr task rm shared || true
        ctr containers rm shared
        ends 1 pgrep -f '^sleep 1234'
}

t_memory_limit() {
        ctr run --detach --runc-binary "$runtime_path" --memory-limit 67108864 $image limited sleep 1000
        equal 67108864 cgroup_file "$(pid_of limited)" memory memory.limit_in_bytes memory.max
        remove limited
}

t_cpu_limit() {
        ctr run --detach --runc-binary "$runtime_path" --cpu-quota 30000 --cpu-period 100000 $image slow sleep 1000
        matches '^30000( 100000)?$' cgroup_file "$(pid_of slow)" cpu cpu.cfs_quota_us cpu.max
        remove slow
}

t_unit() {
        [[ -d /run/systemd/system ]] || skip "systemd does not run here"
        ctr run --detach --runc-binary "$runtime_path" --runc-systemd-cgroup --cgroup system.slice:ctr:unit --memory-limit 67108864 $image unit sleep 1000
        matches '/system.slice/ctr-unit.scope$' cat "/proc/$(pid_of unit)/cgroup"
        equal 67108864 systemctl show --property MemoryMax --value ctr-unit.scope
        remove unit
        equal not-found systemctl show --property LoadState --value ctr-unit.scope
}

t_out_of_memory() {
        ends 137 ctr run --rm --runc-binary "$runtime_path" --memory-limit 16777216 $image hungry \
                sh -c 'head -c 64m /dev/zero | tail >/dev/null; exit $?'
}

t_read_only() {
        ends 1 run --rm --read-only one touch /file
        said 'Read-only file system'
}

t_capabilities() {
        equal 00000000a80425fb run --rm one sh -c "awk '/CapBnd/ { print \$2 }' /proc/self/status"
        equal "$(all_capabilities)" run --rm --privileged one sh -c "awk '/CapBnd/ { print \$2 }' /proc/self/status"
}

t_seccomp() {
        equal 2 run --rm --seccomp one sh -c "awk '/^Seccomp:/ { print \$2 }' /proc/self/status"
}

t_user() {
        equal '12:34' ctr run --rm --runc-binary "$runtime_path" --user 12:34 $image one sh -c 'echo $(id -u):$(id -g)'
}

t_user_namespace() {
        matches '^ *0 +100000 +65536$' ctr run --rm --runc-binary "$runtime_path" --uidmap 0:100000:65536 --gidmap 0:100000:65536 \
                --snapshotter native $image mapped cat /proc/self/uid_map
}

t_mount() {
        mkdir -p /tmp/volume
        echo content >/tmp/volume/file
        equal content ctr run --rm --runc-binary "$runtime_path" --mount type=bind,src=/tmp/volume,dst=/data,options=rbind:ro $image one cat /data/file
}

t_restart() {
        kill "$server"
        wait "$server" || true
        containerd >>/tmp/containerd.log 2>&1 &
        echo $! >/tmp/containerd.pid
        eventually ctr version
        equal RUNNING status_of held
        equal alive ctr task exec --exec-id j held echo alive
}

t_checkpoint() {
        criu check >/dev/null 2>&1 || skip "criu check fails on this kernel"
        # shellcheck disable=SC2016 # the container's variables
        run --detach counter sh -c 'n=0; while :; do n=$((n + 1)); echo $n >/count; sleep 0.1; done'
        eventually ctr task exec --exec-id a counter grep -q '..' /count
        local before
        before=$(ctr task exec --exec-id b counter cat /count)
        ctr containers checkpoint --rw --task counter localhost/counter:saved
        remove counter
        ctr containers restore --rw --live counter localhost/counter:saved
        equal RUNNING status_of counter
        # One that had begun again would be below.
        (($(ctr task exec --exec-id c counter cat /count) >= before))
        remove counter
        ctr images rm localhost/counter:saved
}

t_nothing_left() {
        # Compiled seccomp profiles stay, under a name that no container can have.
        equal held sh -c 'ls /run/containerd/runc/default | grep -vx @cache'
}

engine_cases() {
        it 'run prints what the program prints' t_run
        it 'run ends with the status of the program' t_status
        it 'run --tty gives a terminal' t_tty
        it 'run of a missing program says so' t_not_found
        it 'run of what is no program says so' t_not_executable
        it 'run --detach' t_detached
        it 'exec with user, directory and status' t_exec
        it 'exec --tty gives a terminal' t_exec_tty
        it 'exec of a missing program says so' t_exec_not_found
        it 'exec --detach' t_exec_detached
        it 'ps lists the processes' t_processes
        it 'pause and resume' t_pause
        it 'metrics' t_metrics
        it 'kill with a signal that the program handles, delete' t_kill
        it 'kill with KILL, delete' t_kill_hard
        it 'kill of what has ended says so' t_kill_ended
        it 'delete --force' t_delete_force
        it 'kill reaches what runs in the PID namespace of the host' t_host_processes
        it 'run with a memory limit' t_memory_limit
        it 'run with a CPU limit' t_cpu_limit
        it 'run --runc-systemd-cgroup' t_unit
        it 'a container over its memory limit is killed' t_out_of_memory
        it 'run --read-only' t_read_only
        it 'run with the default capabilities and with all' t_capabilities
        it 'run --seccomp' t_seccomp
        it 'run --user' t_user
        it 'run with a user namespace' t_user_namespace
        it 'run with a bind mount' t_mount
        it 'containers outlive a restart of containerd' t_restart
        it 'checkpoint and restore' t_checkpoint
        it 'the runtime leaves no state behind' t_nothing_left
}
