# SPDX-License-Identifier: Apache-2.0
# Sourced by inside.sh: what podman does with the runtime. Configured as docs/engines.md says.

export PODMAN_IGNORE_CGROUPSV1_WARNING=1
image=localhost/busybox:test

engine_start() {
        install_documented /etc/containers/containers.conf.d/runt.conf
        # The cgroup driver is the place's: there is no systemd in it.
        printf '[engine]\ncgroup_manager = "%s"\nevents_logger = "file"\n' "$cgroup_manager" >/etc/containers/containers.conf.d/place.conf
        podman load --quiet --input /tmp/image.tar
        podman run --detach --name held $image sleep 1000
}

engine_stop() {
        podman rm --force --all --time 0
}

held_pid() {
        podman inspect --format '{{.State.Pid}}' "${1:-held}"
}

t_configured() {
        equal "$runtime" podman info --format '{{.Host.OCIRuntime.Name}}'
        matches "^$runtime version" podman info --format '{{.Host.OCIRuntime.Version}}'
        equal "$runtime" podman inspect --format '{{.OCIRuntime}}' held
}

t_run() {
        equal 'hello world' podman run --rm $image echo 'hello world'
}

t_status() {
        ends 7 podman run --rm $image sh -c 'exit 7'
}

t_stdin() {
        equal 'from outside' sh -c "echo 'from outside' | podman run --rm --interactive $image cat"
}

t_tty() {
        equal /dev/pts/0 with_terminal podman run --rm --tty $image tty
}

t_logs() {
        podman run --detach --name talker $image sh -c 'echo out; echo err >&2'
        ends 0 podman wait talker
        equal 'out' sh -c 'podman logs talker 2>/dev/null'
        podman rm talker
}

t_not_found() {
        ends 127 podman run --rm $image no-such-program
        said 'no-such-program.*(not found|no such file)'
}

t_not_executable() {
        ends 126 podman run --rm $image /etc/passwd
        said 'permission denied'
}

t_exec() {
        equal 'PID USER held' podman exec held sh -c 'echo PID USER held'
        equal 5 podman exec --user 5:6 held id -u
        equal '/var V' podman exec --workdir /var --env X=V held sh -c 'echo $PWD $X'
}

t_exec_status() {
        ends 9 podman exec held sh -c 'exit 9'
        ends 127 podman exec held no-such-program
        ends 126 podman exec held /etc/passwd
}

t_exec_tty() {
        matches '^/dev/pts/' with_terminal podman exec --tty held tty
}

t_exec_detached() {
        podman exec --detach held touch /tmp/from-exec
        eventually podman exec held test -e /tmp/from-exec
}

t_top() {
        matches 'sleep 1000' podman top held args
}

t_stop() {
        podman run --detach --name stopped $image sh -c 'trap "exit 3" TERM; touch /ready; while :; do sleep 0.1; done'
        eventually podman exec stopped test -e /ready
        podman stop --time 10 stopped
        equal 3 podman inspect --format '{{.State.ExitCode}}' stopped
        podman start stopped
        equal running podman inspect --format '{{.State.Status}}' stopped
        # TERM comes first, so either may have ended it.
        podman stop --time 0 stopped
        matches '^(3|137)$' podman inspect --format '{{.State.ExitCode}}' stopped
        podman rm stopped
}

t_kill() {
        podman run --detach --name killed $image sh -c 'trap "exit 4" USR1; touch /ready; while :; do sleep 0.1; done'
        eventually podman exec killed test -e /ready
        podman kill --signal USR1 killed
        equal 4 podman wait killed
        podman start killed
        podman kill killed
        equal 137 podman wait killed
        podman rm killed
}

t_rm_force() {
        podman run --detach --name removed $image sleep 1000
        podman rm --force --time 0 removed
        ends 1 podman container exists removed
}

t_pause() {
        podman pause held
        equal paused podman inspect --format '{{.State.Status}}' held
        podman unpause held
        equal running podman inspect --format '{{.State.Status}}' held
        equal alive podman exec held echo alive
}

t_limits() {
        podman run --detach --name limited --memory 64m --pids-limit 50 --cpus 0.5 $image sleep 1000
        local pid
        pid=$(held_pid limited)
        equal 67108864 cgroup_file "$pid" memory memory.limit_in_bytes memory.max
        equal 50 cgroup_file "$pid" pids pids.max pids.max
        matches '^50000( 100000)?$' cgroup_file "$pid" cpu cpu.cfs_quota_us cpu.max
}

t_update() {
        podman update --memory 96m --pids-limit 40 limited
        equal 100663296 cgroup_file "$(held_pid limited)" memory memory.limit_in_bytes memory.max
        equal 40 cgroup_file "$(held_pid limited)" pids pids.max pids.max
        podman rm --force --time 0 limited
}

t_out_of_memory() {
        ends 137 podman run --name hungry --memory 16m --memory-swap 16m $image sh -c 'head -c 64m /dev/zero | tail >/dev/null; exit 137'
        podman rm hungry
}

t_stats() {
        matches '^held [0-9]' podman stats --no-stream --format '{{.Name}} {{.PIDs}}' held
}

t_read_only() {
        ends 1 podman run --rm --read-only --read-only-tmpfs=false $image touch /file
        said 'Read-only file system'
        podman run --rm --read-only $image touch /tmp/file
}

t_capabilities() {
        equal 0000000000000000 podman run --rm --cap-drop ALL $image sh -c "awk '/CapEff/ { print \$2 }' /proc/self/status"
        equal 0000000000001000 podman run --rm --cap-drop ALL --cap-add NET_ADMIN $image sh -c "awk '/CapEff/ { print \$2 }' /proc/self/status"
}

t_user() {
        equal '65534:65534' podman run --rm --user nobody $image sh -c 'echo $(id -u):$(id -g)'
        equal '12:34' podman run --rm --user 12:34 $image sh -c 'echo $(id -u):$(id -g)'
}

t_seccomp() {
        equal 2 podman run --rm $image sh -c "awk '/^Seccomp:/ { print \$2 }' /proc/self/status"
        ends 1 podman run --rm $image unshare -m true
        said 'Operation not permitted'
        equal 0 podman run --rm --security-opt seccomp=unconfined $image sh -c "awk '/^Seccomp:/ { print \$2 }' /proc/self/status"
}

t_no_new_privileges() {
        equal 1 podman run --rm --security-opt no-new-privileges $image sh -c "awk '/NoNewPrivs/ { print \$2 }' /proc/self/status"
}

t_health() {
        podman run --detach --name healthy --health-cmd 'test -e /fine' --health-interval disable $image sleep 1000
        ends 1 podman healthcheck run healthy
        podman exec healthy touch /fine
        ends 0 podman healthcheck run healthy
        equal healthy podman inspect --format '{{.State.Health.Status}}' healthy
        podman rm --force --time 0 healthy
}

t_volume() {
        mkdir -p /tmp/volume
        echo content >/tmp/volume/file
        equal content podman run --rm --volume /tmp/volume:/data:ro $image cat /data/file
        ends 1 podman run --rm --volume /tmp/volume:/data:ro $image touch /data/other
        equal 'mounted' podman run --rm --tmpfs /scratch:size=1m $image sh -c 'grep -q " /scratch tmpfs .*size=1024k" /proc/mounts && echo mounted'
}

t_user_namespace() {
        matches '^ *0 +100000 +1000$' podman run --rm --uidmap 0:100000:1000 --gidmap 0:100000:1000 $image cat /proc/self/uid_map
}

t_namespaces() {
        equal "$(readlink /proc/self/ns/pid)" podman run --rm --pid host $image readlink /proc/self/ns/pid
        equal named podman run --rm --hostname named $image hostname
        equal "$(podman exec held readlink /proc/self/ns/net)" podman run --rm --network container:held $image readlink /proc/self/ns/net
}

t_network() {
        podman network create --subnet 10.91.0.0/24 --disable-dns place
        podman run --detach --name server --network place --ip 10.91.0.5 $image sh -c 'echo served >/index.html; httpd -f -h / -p 80'
        eventually podman run --rm --network place $image wget -qO- http://10.91.0.5/index.html
        equal served podman run --rm --network place $image wget -qO- http://10.91.0.5/index.html
        podman rm --force --time 0 server
        podman network rm place
}

t_sysctl_ulimit() {
        equal 33 podman run --rm --sysctl net.ipv4.ip_default_ttl=33 $image cat /proc/sys/net/ipv4/ip_default_ttl
        equal 99 podman run --rm --ulimit nofile=99:99 $image sh -c 'ulimit -n'
}

t_device() {
        equal 'character special file' podman run --rm --device /dev/zero:/dev/another $image stat -c %F /dev/another
        ends 1 podman run --rm $image sh -c 'mknod /dev/disk b 7 0 && head -c 1 /dev/disk'
}

t_init() {
        equal held podman ps --filter name=held --format '{{.Names}}'
        matches '"ok"' podman run --rm --annotation note=ok $image echo '"ok"'
        equal 0 podman wait "$(podman run --detach --rm $image true)"
}

t_build() {
        printf 'FROM %s\nRUN echo built >/built\n' $image >/tmp/Containerfile
        podman build --quiet --runtime "$runtime_path" --network none --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 --file /tmp/Containerfile --tag localhost/built:test /tmp
        equal built podman run --rm localhost/built:test cat /built
}

# A program that goes on from where it was only if it was restored.
start_counter() {
        # shellcheck disable=SC2016 # the container's variables
        podman run --detach --name counter --network none $image sh -c 'n=0; while :; do n=$((n + 1)); echo $n >/count; sleep 0.1; done'
        eventually podman exec counter grep -q '..' /count
}

t_checkpoint() {
        criu check >/dev/null 2>&1 || skip "criu check fails on this kernel"
        start_counter
        local before
        before=$(podman exec counter cat /count)
        podman container checkpoint counter
        equal exited podman inspect --format '{{.State.Status}}' counter
        podman container restore counter
        # One that had begun again would be below.
        (($(podman exec counter cat /count) >= before))
        podman rm --force --time 0 counter
}

t_checkpoint_export() {
        criu check >/dev/null 2>&1 || skip "criu check fails on this kernel"
        start_counter
        local before
        before=$(podman exec counter cat /count)
        podman container checkpoint --leave-running --keep --export /tmp/counter.tar counter
        equal running podman inspect --format '{{.State.Status}}' counter
        podman rm --force --time 0 counter
        podman container restore --import /tmp/counter.tar --name another
        (($(podman exec another cat /count) >= before))
        matches runtime_checkpoint_duration podman container checkpoint --print-stats --tcp-established --file-locks another
        podman container restore --tcp-established --file-locks another
        (($(podman exec another cat /count) >= before))
        podman rm --force --time 0 another
}

rootless() {
        setpriv --reuid 1500 --regid 1500 --clear-groups --reset-env env PODMAN_IGNORE_CGROUPSV1_WARNING=1 \
                HOME=/tmp/home XDG_RUNTIME_DIR=/run/user/1500 PATH="$PATH" sh -c 'cd && exec "$@"' rootless "$@"
}

rootless_start() {
        getent passwd ordinary >/dev/null || useradd --uid 1500 --no-create-home --home-dir /tmp/home ordinary
        install -d -m 700 -o 1500 -g 1500 /run/user/1500 /tmp/home
        grep -q ^ordinary: /etc/subuid || echo ordinary:200000:65536 >>/etc/subuid
        grep -q ^ordinary: /etc/subgid || echo ordinary:200000:65536 >>/etc/subgid
        rootless podman load --quiet --input /tmp/image.tar
}

t_rootless() {
        rootless_start
        equal 'rootless 0' rootless podman run --rm --network none $image sh -c 'echo rootless $(id -u)'
        ends 7 rootless podman run --rm --network none $image sh -c 'exit 7'
        rootless podman run --detach --name mine --network none $image sleep 1000
        equal 'inside' rootless podman exec mine echo inside
        rootless podman stop --time 0 mine
        rootless podman rm mine
}

engine_cases() {
        it 'takes the runtime from containers.conf' t_configured
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
        it 'run with limits of memory, processes and CPU' t_limits
        it 'update of limits' t_update
        it 'a container over its memory limit is killed' t_out_of_memory
        it 'stats' t_stats
        it 'run --read-only' t_read_only
        it 'run --cap-drop and --cap-add' t_capabilities
        it 'run --user' t_user
        it 'the default seccomp profile holds' t_seccomp
        it 'run with no-new-privileges' t_no_new_privileges
        it 'healthcheck' t_health
        it 'run with volumes and tmpfs' t_volume
        it 'run with a user namespace' t_user_namespace
        it 'run with namespaces of the host and of another container' t_namespaces
        it 'run on a network' t_network
        it 'run with sysctl and ulimit' t_sysctl_ulimit
        it 'run with a device, and without the others' t_device
        it 'run --rm --detach, ps and wait' t_init
        it 'build runs its steps' t_build
        it 'checkpoint and restore' t_checkpoint
        it 'checkpoint --export, restore --import' t_checkpoint_export
        it 'rootless: run, exec, stop, rm' t_rootless
}
