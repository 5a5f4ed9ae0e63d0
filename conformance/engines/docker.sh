# SPDX-License-Identifier: Apache-2.0
# Sourced by inside.sh: what dockerd does with the runtime.

image=localhost/busybox:test
# The name runc is reserved for the runtime that dockerd finds by itself.
[[ $runtime != runc ]] || runtime=added-runc

start_dockerd() {
        dockerd --data-root /var/lib/docker --exec-opt "native.cgroupdriver=$cgroup_manager" "$@" >>/tmp/dockerd.log 2>&1 &
        server=$!
        eventually docker version
}

stop_dockerd() {
        kill "$server"
        wait "$server" || true
}

# First as docs/engines.md has it, then with options.
engine_start() {
        install_documented /etc/docker/daemon.json
        start_dockerd
        docker load --input /tmp/image.tar
        it 'takes the runtime from daemon.json' t_configured
        stop_dockerd
        rm /etc/docker/daemon.json
        start_dockerd --add-runtime "$runtime=$runtime_path" --default-runtime "$runtime"
        docker run --detach --name held $image sleep 1000
}

engine_stop() {
        docker ps --all --quiet | xargs -r docker rm --force
}

pid_of() {
        docker inspect --format '{{.State.Pid}}' "$1"
}

has_status() {
        [[ $(docker inspect --format '{{.State.Status}}' "$1") == "$2" ]]
}

t_configured() {
        equal "$runtime" docker info --format '{{.DefaultRuntime}}'
        ends 0 docker info
        said "Runtimes:.* $runtime"
        docker run --name first $image true
        equal "$runtime" docker inspect --format '{{.HostConfig.Runtime}}' first
        docker rm first
}

t_run() {
        equal 'hello world' docker run --rm $image echo 'hello world'
        equal 'by name' docker run --rm --runtime "$runtime" $image echo 'by name'
}

t_status() {
        ends 7 docker run --rm $image sh -c 'exit 7'
}

t_stdin() {
        equal 'from outside' sh -c "echo 'from outside' | docker run --rm --interactive $image cat"
}

t_tty() {
        equal /dev/pts/0 with_terminal docker run --rm --tty $image tty
}

t_logs() {
        docker run --detach --name talker $image sh -c 'echo out; echo err >&2'
        equal 0 docker wait talker
        equal out sh -c 'docker logs talker 2>/dev/null'
        docker rm talker
}

t_not_found() {
        ends 127 docker run --rm $image no-such-program
        said 'executable file not found in \$PATH'
        ends 127 docker run --rm $image /no/such/program
        said 'no such file or directory'
}

t_not_executable() {
        ends 126 docker run --rm $image /etc/passwd
        said 'permission denied'
        ends 126 docker run --rm $image /etc
        said 'is a directory'
}

t_exec() {
        equal inside docker exec held echo inside
        equal 5 docker exec --user 5:6 held id -u
        # shellcheck disable=SC2016 # the container's variables
        equal '/var V' docker exec --workdir /var --env X=V held sh -c 'echo $PWD $X'
        equal 000001fffeffffff docker exec --privileged held sh -c "awk '/CapEff/ { print \$2 }' /proc/self/status"
}

t_exec_status() {
        ends 9 docker exec held sh -c 'exit 9'
        ends 127 docker exec held no-such-program
        said 'executable file not found in \$PATH'
        ends 126 docker exec held /etc/passwd
}

t_exec_tty() {
        matches '^/dev/pts/' with_terminal docker exec --tty held tty
}

t_exec_detached() {
        docker exec --detach held touch /tmp/from-exec
        eventually docker exec held test -e /tmp/from-exec
}

t_top() {
        matches 'sleep 1000' docker top held
}

t_stop() {
        docker run --detach --name stopped $image sh -c 'trap "exit 3" TERM; touch /ready; while :; do sleep 0.1; done'
        eventually docker exec stopped test -e /ready
        docker stop --timeout 10 stopped
        equal 3 docker inspect --format '{{.State.ExitCode}}' stopped
        docker start stopped
        equal running docker inspect --format '{{.State.Status}}' stopped
        # TERM comes first, so either may have ended it.
        docker stop --timeout 0 stopped
        matches '^(3|137)$' docker inspect --format '{{.State.ExitCode}}' stopped
        docker rm stopped
}

t_kill() {
        docker run --detach --name killed $image sh -c 'trap "exit 4" USR1; touch /ready; while :; do sleep 0.1; done'
        eventually docker exec killed test -e /ready
        docker kill --signal USR1 killed
        equal 4 docker wait killed
        docker start killed
        docker kill killed
        equal 137 docker wait killed
        docker rm killed
}

t_rm_force() {
        docker run --detach --name removed $image sleep 1000
        docker rm --force removed
        ends 1 docker inspect removed
}

t_restart_policy() {
        docker run --detach --name again --restart on-failure:2 $image sh -c 'exit 1'
        eventually has_status again exited
        equal 2 docker inspect --format '{{.RestartCount}}' again
        docker rm again
}

t_pause() {
        docker pause held
        equal paused docker inspect --format '{{.State.Status}}' held
        ends 1 docker exec held true
        docker unpause held
        equal running docker inspect --format '{{.State.Status}}' held
        equal alive docker exec held echo alive
}

t_limits() {
        docker run --detach --name limited --memory 64m --memory-swap 64m --pids-limit 50 --cpus 0.5 $image sleep 1000
        local pid
        pid=$(pid_of limited)
        equal 67108864 cgroup_file "$pid" memory memory.limit_in_bytes memory.max
        equal 50 cgroup_file "$pid" pids pids.max pids.max
        matches '^50000( 100000)?$' cgroup_file "$pid" cpu cpu.cfs_quota_us cpu.max
}

t_update() {
        docker update --memory 96m --memory-swap 96m --pids-limit 40 --cpus 0.25 limited
        equal 100663296 cgroup_file "$(pid_of limited)" memory memory.limit_in_bytes memory.max
        equal 40 cgroup_file "$(pid_of limited)" pids pids.max pids.max
        matches '^25000( 100000)?$' cgroup_file "$(pid_of limited)" cpu cpu.cfs_quota_us cpu.max
        docker rm --force limited
}

t_out_of_memory() {
        # shellcheck disable=SC2016 # the container's variable
        ends 137 docker run --name hungry --memory 16m --memory-swap 16m $image sh -c 'head -c 64m /dev/zero | tail >/dev/null; exit $?'
        docker rm hungry
}

t_stats() {
        matches '^held [0-9.]+%.* [1-9][0-9]*$' docker stats --no-stream --format '{{.Name}} {{.CPUPerc}} {{.MemUsage}} {{.PIDs}}' held
}

t_read_only() {
        ends 1 docker run --rm --read-only $image touch /file
        said 'Read-only file system'
        docker run --rm --read-only --tmpfs /tmp $image touch /tmp/file
}

t_capabilities() {
        equal 0000000000000000 docker run --rm --cap-drop ALL $image sh -c "awk '/CapEff/ { print \$2 }' /proc/self/status"
        equal 0000000000001000 docker run --rm --cap-drop ALL --cap-add NET_ADMIN $image sh -c "awk '/CapEff/ { print \$2 }' /proc/self/status"
}

t_privileged() {
        equal 000001fffeffffff docker run --rm --privileged $image sh -c "awk '/CapEff/ { print \$2 }' /proc/self/status"
        docker run --rm --privileged $image mount -t tmpfs tmpfs /tmp
}

t_user() {
        # shellcheck disable=SC2016 # the container's command
        equal '65534:65534' docker run --rm --user nobody $image sh -c 'echo $(id -u):$(id -g)'
        # shellcheck disable=SC2016 # the container's command
        equal '12:34' docker run --rm --user 12:34 $image sh -c 'echo $(id -u):$(id -g)'
}

t_seccomp() {
        equal 2 docker run --rm $image sh -c "awk '/^Seccomp:/ { print \$2 }' /proc/self/status"
        ends 1 docker run --rm $image unshare -m true
        said 'Operation not permitted'
        equal 0 docker run --rm --security-opt seccomp=unconfined $image sh -c "awk '/^Seccomp:/ { print \$2 }' /proc/self/status"
}

t_no_new_privileges() {
        equal 1 docker run --rm --security-opt no-new-privileges $image sh -c "awk '/NoNewPrivs/ { print \$2 }' /proc/self/status"
}

is_healthy() {
        [[ $(docker inspect --format '{{.State.Health.Status}}' healthy) == healthy ]]
}

t_health() {
        docker run --detach --name healthy --health-cmd 'test -e /fine' --health-interval 1s $image sh -c 'touch /fine; sleep 1000'
        eventually is_healthy
        docker rm --force healthy
}

t_volume() {
        mkdir -p /tmp/volume
        echo content >/tmp/volume/file
        equal content docker run --rm --volume /tmp/volume:/data:ro $image cat /data/file
        ends 1 docker run --rm --volume /tmp/volume:/data:ro $image touch /data/other
}

t_namespaces() {
        equal "$(readlink /proc/self/ns/pid)" docker run --rm --pid host $image readlink /proc/self/ns/pid
        equal named docker run --rm --hostname named $image hostname
        equal "$(docker exec held readlink /proc/self/ns/net)" docker run --rm --network container:held $image readlink /proc/self/ns/net
}

t_network() {
        docker network create place
        docker run --detach --name server --network place $image sh -c 'echo served >/index.html; httpd -f -h / -p 80'
        eventually docker run --rm --network place $image wget -qO- http://server/index.html
        equal served docker run --rm --network place $image wget -qO- http://server/index.html
        docker rm --force server
        docker network rm place
}

t_sysctl_ulimit() {
        equal 33 docker run --rm --sysctl net.ipv4.ip_default_ttl=33 $image cat /proc/sys/net/ipv4/ip_default_ttl
        equal 99 docker run --rm --ulimit nofile=99:99 $image sh -c 'ulimit -n'
}

t_device() {
        equal '/dev/another' docker run --rm --device /dev/zero:/dev/another $image ls /dev/another
        ends 1 docker run --rm $image sh -c 'mknod /dev/disk b 7 0 && head -c 1 /dev/disk'
}

t_nothing_left() {
        # Compiled seccomp profiles stay, under a name that no container can have.
        equal "$(docker ps --no-trunc --quiet)" sh -c 'ls /run/docker/runtime-runc/moby | grep -vx @cache'
}

engine_cases() {
        it 'takes the runtime from --add-runtime' t_configured
        it 'run prints what the program prints' t_run
        it 'run ends with the status of the program' t_status
        it 'run hands standard input on' t_stdin
        it 'run --tty gives a terminal' t_tty
        it 'run --detach keeps logs' t_logs
        it 'run of a missing program ends with 127' t_not_found
        it 'run of what is no program ends with 126' t_not_executable
        it 'exec with user, directory, environment and privileges' t_exec
        it 'exec ends with the status of its process' t_exec_status
        it 'exec --tty gives a terminal' t_exec_tty
        it 'exec --detach' t_exec_detached
        it 'top lists the processes' t_top
        it 'stop and start again' t_stop
        it 'kill with a signal that the program handles, and with KILL' t_kill
        it 'rm --force of a running container' t_rm_force
        it 'a restart policy' t_restart_policy
        it 'pause and unpause' t_pause
        it 'run with limits of memory, processes and CPU' t_limits
        it 'update of limits' t_update
        it 'a container over its memory limit is killed' t_out_of_memory
        it 'stats' t_stats
        it 'run --read-only' t_read_only
        it 'run --cap-drop and --cap-add' t_capabilities
        it 'run --privileged' t_privileged
        it 'run --user' t_user
        it 'the default seccomp profile holds' t_seccomp
        it 'run with no-new-privileges' t_no_new_privileges
        it 'healthcheck' t_health
        it 'run with a volume' t_volume
        it 'run with namespaces of the host and of another container' t_namespaces
        it 'run on a network' t_network
        it 'run with sysctl and ulimit' t_sysctl_ulimit
        it 'run with a device, and without the others' t_device
        it 'the runtime leaves no state behind' t_nothing_left
}
