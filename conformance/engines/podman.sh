# SPDX-License-Identifier: Apache-2.0
# Sourced by inside.sh: what podman does with the runtime. Configured as docs/engines.md says.

export PODMAN_IGNORE_CGROUPSV1_WARNING=1
client=podman
. "$here/commands.sh"

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

drop() {
        podman rm --force --time 0 "$@"
}

t_configured() {
        equal "$runtime" podman info --format '{{.Host.OCIRuntime.Name}}'
        matches "^$runtime version" podman info --format '{{.Host.OCIRuntime.Version}}'
        matches "$runtime_path" podman info --format '{{.Host.OCIRuntime}}'
        equal "$runtime" podman inspect --format '{{.OCIRuntime}}' held
        equal asked podman --runtime "$runtime_path" run --rm $image echo asked
}

t_health() {
        podman run --detach --name healthy --health-cmd 'test -e /fine' --health-interval disable $image sleep 1000
        ends 1 podman healthcheck run healthy
        podman exec healthy touch /fine
        ends 0 podman healthcheck run healthy
        equal healthy podman inspect --format '{{.State.Health.Status}}' healthy
        drop healthy
}

t_user_namespace() {
        matches '^ *0 +100000 +1000$' podman run --rm --uidmap 0:100000:1000 --gidmap 0:100000:1000 $image cat /proc/self/uid_map
}

t_network() {
        podman network create --subnet 10.91.0.0/24 --disable-dns place
        podman run --detach --name server --network place --ip 10.91.0.5 $image sh -c 'echo served >/index.html; httpd -f -h / -p 80'
        eventually podman run --rm --network place $image wget -qO- http://10.91.0.5/index.html
        equal served podman run --rm --network place $image wget -qO- http://10.91.0.5/index.html
        drop server
        podman network rm place
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
        drop counter
}

t_checkpoint_export() {
        criu check >/dev/null 2>&1 || skip "criu check fails on this kernel"
        start_counter
        local before
        before=$(podman exec counter cat /count)
        podman container checkpoint --leave-running --keep --export /tmp/counter.tar counter
        equal running podman inspect --format '{{.State.Status}}' counter
        drop counter
        podman container restore --import /tmp/counter.tar --name another
        (($(podman exec another cat /count) >= before))
        matches runtime_checkpoint_duration podman container checkpoint --print-stats --tcp-established --file-locks another
        podman container restore --tcp-established --file-locks another
        (($(podman exec another cat /count) >= before))
        drop another
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
        # The runtime is the user's own choice.
        mkdir -p /tmp/home/.config/containers
        documented /etc/containers/containers.conf.d/runt.conf >/tmp/home/.config/containers/containers.conf
        rm /etc/containers/containers.conf.d/runt.conf
        chown -R 1500:1500 /tmp/home/.config
        rootless podman load --quiet --input /tmp/image.tar
        equal "$runtime" rootless podman info --format '{{.Host.OCIRuntime.Name}}'
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
        command_cases
        it 'healthcheck' t_health
        it 'run with a user namespace' t_user_namespace
        it 'run on a network' t_network
        it 'run --rm --detach, ps and wait' t_init
        it 'build runs its steps' t_build
        it 'checkpoint and restore' t_checkpoint
        it 'checkpoint --export, restore --import' t_checkpoint_export
        it 'rootless: run, exec, stop, rm' t_rootless
}
