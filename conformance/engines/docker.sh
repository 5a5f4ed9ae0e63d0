# SPDX-License-Identifier: Apache-2.0
# Sourced by inside.sh: what dockerd does with the runtime.

client=docker
. "$here/commands.sh"
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
        start_dockerd --experimental --add-runtime "$runtime=$runtime_path" --default-runtime "$runtime"
        docker run --detach --name held $image sleep 1000
}

engine_stop() {
        docker ps --all --quiet | xargs -r docker rm --force
}

drop() {
        docker rm --force "$@"
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

t_chosen() {
        equal 'by name' docker run --rm --runtime "$runtime" $image echo 'by name'
        equal "$(all_capabilities)" docker exec --privileged held sh -c "awk '/CapEff/ { print \$2 }' /proc/self/status"
}

t_paused_exec() {
        docker pause held
        ends 1 docker exec held true
        docker unpause held
}

t_restart_policy() {
        docker run --detach --name again --restart on-failure:2 $image sh -c 'exit 1'
        eventually has_status again exited
        equal 2 docker inspect --format '{{.RestartCount}}' again
        docker rm again
}

t_privileged() {
        equal "$(all_capabilities)" docker run --rm --privileged $image sh -c "awk '/CapEff/ { print \$2 }' /proc/self/status"
        docker run --rm --privileged $image mount -t tmpfs tmpfs /tmp
}

is_healthy() {
        [[ $(docker inspect --format '{{.State.Health.Status}}' healthy) == healthy ]]
}

t_health() {
        docker run --detach --name healthy --health-cmd 'test -e /fine' --health-interval 1s $image sh -c 'touch /fine; sleep 1000'
        eventually is_healthy
        drop healthy
}

t_network() {
        docker network create place
        docker run --detach --name server --network place $image sh -c 'echo served >/index.html; httpd -f -h / -p 80'
        eventually docker run --rm --network place $image wget -qO- http://server/index.html
        equal served docker run --rm --network place $image wget -qO- http://server/index.html
        drop server
        docker network rm place
}

# A program that goes on from where it was only if it was restored.
t_checkpoint() {
        criu check >/dev/null 2>&1 || skip "criu check fails on this kernel"
        # shellcheck disable=SC2016 # the container's variables
        docker run --detach --name counter --network host $image sh -c 'n=0; while :; do n=$((n + 1)); echo $n >/count; sleep 0.1; done'
        eventually docker exec counter grep -q '..' /count
        docker checkpoint create --leave-running counter first
        equal running docker inspect --format '{{.State.Status}}' counter
        local before
        before=$(docker exec counter cat /count)
        docker checkpoint create counter second
        eventually has_status counter exited
        equal 'first second' sh -c "docker checkpoint ls counter | awk 'NR > 1 { print \$1 }' | sort | xargs"
        docker start --checkpoint second counter
        equal running docker inspect --format '{{.State.Status}}' counter
        # One that had begun again would be below.
        (($(docker exec counter cat /count) >= before))
        docker checkpoint rm counter first
        drop counter
}

t_nothing_left() {
        # Compiled seccomp profiles stay, under a name that no container can have.
        equal "$(docker ps --no-trunc --quiet)" sh -c 'ls /run/docker/runtime-runc/moby | grep -vx @cache'
}

engine_cases() {
        it 'takes the runtime from --add-runtime' t_configured
        command_cases
        it 'run --runtime and exec --privileged' t_chosen
        it 'exec in a paused container is refused' t_paused_exec
        it 'a restart policy' t_restart_policy
        it 'run --privileged' t_privileged
        it 'healthcheck' t_health
        it 'run on a network' t_network
        it 'checkpoint create, ls, start --checkpoint' t_checkpoint
        it 'the runtime leaves no state behind' t_nothing_left
}
