# SPDX-License-Identifier: Apache-2.0
# Sourced: cases for an engine whose command line is docker's. Set are $client, its name, and `drop`, which ends and
# removes containers; the container "held" runs.
# shellcheck disable=SC2016 # variables in single quotes are the container's
# shellcheck disable=SC2086 # $client and $image are single words

image=localhost/busybox:test

pid_of() {
        $client inspect --format '{{.State.Pid}}' "$1"
}

t_run() {
        equal 'hello world' $client run --rm $image echo 'hello world'
}

t_status() {
        ends 7 $client run --rm $image sh -c 'exit 7'
}

t_stdin() {
        equal 'from outside' sh -c "echo 'from outside' | $client run --rm --interactive $image cat"
}

t_tty() {
        equal /dev/pts/0 with_terminal $client run --rm --tty $image tty
}

t_logs() {
        $client run --detach --name talker $image sh -c 'echo out; echo err >&2'
        equal 0 $client wait talker
        equal out sh -c "$client logs talker 2>/dev/null"
        $client rm talker
}

t_not_found() {
        ends 127 $client run --rm $image no-such-program
        said 'no-such-program.*executable file not found in \$PATH'
        ends 127 $client run --rm $image /no/such/program
        said 'no such file or directory'
}

t_not_executable() {
        ends 126 $client run --rm $image /etc/passwd
        said 'permission denied'
        ends 126 $client run --rm $image /etc
        said 'is a directory'
}

t_exec() {
        equal inside $client exec held echo inside
        equal 5 $client exec --user 5:6 held id -u
        equal '/var V' $client exec --workdir /var --env X=V held sh -c 'echo $PWD $X'
}

t_exec_status() {
        ends 9 $client exec held sh -c 'exit 9'
        ends 127 $client exec held no-such-program
        said 'no-such-program.*executable file not found in \$PATH'
        ends 126 $client exec held /etc/passwd
}

t_exec_tty() {
        matches '^/dev/pts/' with_terminal $client exec --tty held tty
}

t_exec_detached() {
        $client exec --detach held touch /tmp/from-exec
        eventually $client exec held test -e /tmp/from-exec
}

t_top() {
        matches 'sleep 1000' $client top held
}

t_stop() {
        $client run --detach --name stopped $image sh -c 'trap "exit 3" TERM; touch /ready; while :; do sleep 0.1; done'
        eventually $client exec stopped test -e /ready
        $client stop --time 10 stopped
        equal 3 $client inspect --format '{{.State.ExitCode}}' stopped
        $client start stopped
        equal running $client inspect --format '{{.State.Status}}' stopped
        # TERM comes first, so either may have ended it.
        $client stop --time 0 stopped
        matches '^(3|137)$' $client inspect --format '{{.State.ExitCode}}' stopped
        $client rm stopped
}

t_kill() {
        $client run --detach --name killed $image sh -c 'trap "exit 4" USR1; touch /ready; while :; do sleep 0.1; done'
        eventually $client exec killed test -e /ready
        $client kill --signal USR1 killed
        equal 4 $client wait killed
        $client start killed
        $client kill killed
        equal 137 $client wait killed
        $client rm killed
}

t_rm_force() {
        $client run --detach --name removed $image sleep 1000
        drop removed
        equal '' $client ps --all --quiet --filter name=removed
}

t_pause() {
        $client pause held
        equal paused $client inspect --format '{{.State.Status}}' held
        equal refused sh -c "$client exec held true 2>/dev/null || echo refused"
        $client unpause held
        equal running $client inspect --format '{{.State.Status}}' held
        equal alive $client exec held echo alive
}

t_limits() {
        $client run --detach --name limited --memory 64m --memory-swap 64m --pids-limit 50 --cpus 0.5 $image sleep 1000
        local pid
        pid=$(pid_of limited)
        equal 67108864 cgroup_file "$pid" memory memory.limit_in_bytes memory.max
        equal 50 cgroup_file "$pid" pids pids.max pids.max
        matches '^50000( 100000)?$' cgroup_file "$pid" cpu cpu.cfs_quota_us cpu.max
}

t_unit() {
        [[ -d /run/systemd/system ]] || skip "systemd does not run here"
        local unit
        unit=$(sed -nE 's:.*/((libpod|docker)-[0-9a-f]{64}\.scope)$:\1:p' "/proc/$(pid_of held)/cgroup")
        equal active systemctl show --property ActiveState --value "$unit"
}

t_update() {
        $client update --memory 96m --memory-swap 96m --pids-limit 40 --cpus 0.25 limited
        equal 100663296 cgroup_file "$(pid_of limited)" memory memory.limit_in_bytes memory.max
        equal 40 cgroup_file "$(pid_of limited)" pids pids.max pids.max
        matches '^25000( 100000)?$' cgroup_file "$(pid_of limited)" cpu cpu.cfs_quota_us cpu.max
        drop limited
}

t_out_of_memory() {
        ends 137 $client run --name hungry --memory 16m --memory-swap 16m $image sh -c 'head -c 64m /dev/zero | tail >/dev/null; exit $?'
        $client rm hungry
}

t_stats() {
        matches '^held [0-9.]+%.* [1-9][0-9]*$' $client stats --no-stream --format '{{.Name}} {{.CPUPerc}} {{.MemUsage}} {{.PIDs}}' held
}

t_read_only() {
        ends 1 $client run --rm --read-only $image touch /file
        said 'Read-only file system'
        $client run --rm --read-only --tmpfs /tmp $image touch /tmp/file
}

t_capabilities() {
        equal 0000000000000000 $client run --rm --cap-drop ALL $image sh -c "awk '/CapEff/ { print \$2 }' /proc/self/status"
        equal 0000000000001000 $client run --rm --cap-drop ALL --cap-add NET_ADMIN $image sh -c "awk '/CapEff/ { print \$2 }' /proc/self/status"
}

t_user() {
        equal '65534:65534' $client run --rm --user nobody $image sh -c 'echo $(id -u):$(id -g)'
        equal '12:34' $client run --rm --user 12:34 $image sh -c 'echo $(id -u):$(id -g)'
}

t_seccomp() {
        equal 2 $client run --rm $image sh -c "awk '/^Seccomp:/ { print \$2 }' /proc/self/status"
        ends 1 $client run --rm $image unshare -m true
        said 'Operation not permitted'
        equal 0 $client run --rm --security-opt seccomp=unconfined $image sh -c "awk '/^Seccomp:/ { print \$2 }' /proc/self/status"
}

t_no_new_privileges() {
        equal 1 $client run --rm --security-opt no-new-privileges $image sh -c "awk '/NoNewPrivs/ { print \$2 }' /proc/self/status"
}

t_volume() {
        mkdir -p /tmp/volume
        echo content >/tmp/volume/file
        equal content $client run --rm --volume /tmp/volume:/data:ro $image cat /data/file
        ends 1 $client run --rm --volume /tmp/volume:/data:ro $image touch /data/other
}

t_namespaces() {
        equal "$(readlink /proc/self/ns/pid)" $client run --rm --pid host $image readlink /proc/self/ns/pid
        equal named $client run --rm --hostname named $image hostname
        equal "$($client exec held readlink /proc/self/ns/net)" $client run --rm --network container:held $image readlink /proc/self/ns/net
}

t_sysctl_ulimit() {
        equal 33 $client run --rm --sysctl net.ipv4.ip_default_ttl=33 $image cat /proc/sys/net/ipv4/ip_default_ttl
        equal 99 $client run --rm --ulimit nofile=99:99 $image sh -c 'ulimit -n'
}

t_device() {
        equal '/dev/another' $client run --rm --device /dev/zero:/dev/another $image ls /dev/another
        ends 1 $client run --rm $image sh -c 'mknod /dev/disk b 7 0 && head -c 1 /dev/disk'
}

command_cases() {
        it 'run prints what the program prints' t_run
        it 'run ends with the status of the program' t_status
        it 'run hands standard input on' t_stdin
        it 'run --tty gives a terminal' t_tty
        it 'run --detach keeps logs' t_logs
        it 'run of a missing program ends with 127' t_not_found
        it 'run of what is no program ends with 126' t_not_executable
        it 'exec with user, directory and environment' t_exec
        it 'exec ends with the status of its process' t_exec_status
        it 'exec --tty gives a terminal' t_exec_tty
        it 'exec --detach' t_exec_detached
        it 'top lists the processes' t_top
        it 'stop and start again' t_stop
        it 'kill with a signal that the program handles, and with KILL' t_kill
        it 'rm --force of a running container' t_rm_force
        it 'pause and unpause' t_pause
        it "a container is a unit of systemd" t_unit
        it 'run with limits of memory, processes and CPU' t_limits
        it 'update of limits' t_update
        it 'a container over its memory limit is killed' t_out_of_memory
        it 'stats' t_stats
        it 'run --read-only' t_read_only
        it 'run --cap-drop and --cap-add' t_capabilities
        it 'run --user' t_user
        it 'the default seccomp profile holds' t_seccomp
        it 'run with no-new-privileges' t_no_new_privileges
        it 'run with a volume' t_volume
        it 'run with namespaces of the host and of another container' t_namespaces
        it 'run with sysctl and ulimit' t_sysctl_ulimit
        it 'run with a device, and without the others' t_device
}
