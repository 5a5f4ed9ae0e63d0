# SPDX-License-Identifier: Apache-2.0
# Sourced by inside.sh: pods, as kubelet asks containerd for them through the CRI plug-in. Debian has no client of it:
# cri.mjs is one.

image=localhost/busybox:test
socket=/run/containerd/containerd.sock
slice=
[[ $cgroup_manager != systemd ]] || slice=runttest.slice

engine_start() {
        install_documented /etc/containerd/config.toml
        [[ -z $slice ]] || echo '  SystemdCgroup = true' >>/etc/containerd/config.toml
        bash "$here/image.sh" /usr/bin/busybox /tmp/pause.tar localhost/pause:test '"/bin/sleep","100000"'
        cat >>/etc/containerd/config.toml <<'CONFIG'
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = 'localhost/pause:test'
# For a place without CAP_SYS_RESOURCE.
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
CONFIG
        containerd >/tmp/containerd.log 2>&1 &
        server=$!
        eventually ctr version
        ctr --namespace k8s.io images import /tmp/image.tar
        ctr --namespace k8s.io images import /tmp/pause.tar
        mkdir -p /tmp/logs
        eventually cri Status
        pod=$(cri RunPodSandbox "{\"config\": $(pod_config pod)}" pod_sandbox_id)
        held=$(make held '"sleep", "1000"')
        cri StartContainer "{\"container_id\": \"$held\"}"
}

engine_stop() {
        cri StopPodSandbox "{\"pod_sandbox_id\": \"$pod\"}"
        cri RemovePodSandbox "{\"pod_sandbox_id\": \"$pod\"}"
}

# cri METHOD [REQUEST [FIELD]]
cri() {
        NODE_EXTRA_CA_CERTS='' "$node" /project/.cache/engines/cri.cjs "$here/cri.proto" $socket "$@"
}

# The host's network: a pod of its own would need a CNI plug-in, which is not the runtime's.
pod_config() {
        printf '{"metadata": {"name": "%s", "uid": "%s", "namespace": "test"}, "log_directory": "/tmp/logs",
                "linux": {"cgroup_parent": "%s", "security_context": {"privileged": true, "namespace_options": {"network": "NODE"}}}}' "$1" "$1" "$slice"
}

# make NAME COMMAND [LINUX]: a created container's id. The command is the inside of a JSON array.
make() {
        cri CreateContainer "{\"pod_sandbox_id\": \"$pod\", \"sandbox_config\": $(pod_config pod), \"config\": {\"metadata\": {\"name\": \"$1\"},
                \"image\": {\"image\": \"$image\"}, \"command\": [$2], \"log_path\": \"$1.log\", \"linux\": ${3:-{\}}}}" container_id
}

status() {
        cri ContainerStatus "{\"container_id\": \"$1\"}" "status.$2"
}

has_ended() {
        [[ $(status "$1" state) == CONTAINER_EXITED ]]
}

remove() {
        cri RemoveContainer "{\"container_id\": \"$1\"}"
}

# run NAME COMMAND [LINUX]: to its end; its id is left in $id.
run() {
        id=$(make "$@")
        cri StartContainer "{\"container_id\": \"$id\"}"
        eventually has_ended "$id"
}

logged() {
        grep -q "stdout F $2\$" "/tmp/logs/$1.log"
}

# inside COMMAND [FIELD]: exec in the container that is held.
inside() {
        cri ExecSync "{\"container_id\": \"$held\", \"cmd\": [$1]}" "${2:-stdout}" | base64 -d
}

pid_of() {
        ctr --namespace k8s.io task list | awk -v id="$1" '$1 == id { print $2 }'
}

t_handlers() {
        matches "\"name\":\"$runtime\",\"features\":{\"recursive_read_only_mounts\":true,\"user_namespaces\":true}" cri Status '{}' runtime_handlers
}

t_logs() {
        run talker '"echo", "hello"'
        logged talker hello
        equal 0 status "$id" exit_code
        remove "$id"
}

t_status() {
        run failing '"sh", "-c", "exit 7"'
        equal 7 status "$id" exit_code
        remove "$id"
}

t_not_found() {
        local id
        id=$(make missing '"no-such-program"')
        ends 1 cri StartContainer "{\"container_id\": \"$id\"}"
        said 'executable file not found in \$PATH'
        equal 128 status "$id" exit_code
        equal StartError status "$id" reason
        remove "$id"
}

t_exec() {
        equal inside inside '"echo", "inside"'
        equal 9 cri ExecSync "{\"container_id\": \"$held\", \"cmd\": [\"sh\", \"-c\", \"exit 9\"]}" exit_code
        ends 1 cri ExecSync "{\"container_id\": \"$held\", \"cmd\": [\"no-such-program\"]}"
        said 'executable file not found in \$PATH'
        ends 1 cri ExecSync "{\"container_id\": \"$held\", \"cmd\": [\"sleep\", \"100\"], \"timeout\": 1}"
        said 'DeadlineExceeded|timeout'
}

t_shared() {
        equal "$(readlink "/proc/$(pid_of "$pod")/ns/ipc")" inside '"readlink", "/proc/self/ns/ipc"'
        equal "$(readlink /proc/self/ns/net)" inside '"readlink", "/proc/self/ns/net"'
}

t_limits() {
        local id
        id=$(make limited '"sleep", "1000"' '{"resources": {"memory_limit_in_bytes": 67108864, "cpu_quota": 30000, "cpu_period": 100000}}')
        cri StartContainer "{\"container_id\": \"$id\"}"
        equal 67108864 cgroup_file "$(pid_of "$id")" memory memory.limit_in_bytes memory.max
        matches '^30000( 100000)?$' cgroup_file "$(pid_of "$id")" cpu cpu.cfs_quota_us cpu.max
        [[ -z $slice ]] || grep -q "/$slice/cri-containerd-$id.scope" "/proc/$(pid_of "$id")/cgroup"
        cri UpdateContainerResources "{\"container_id\": \"$id\", \"linux\": {\"memory_limit_in_bytes\": 100663296, \"cpu_quota\": 20000}}"
        equal 100663296 cgroup_file "$(pid_of "$id")" memory memory.limit_in_bytes memory.max
        matches '^20000( 100000)?$' cgroup_file "$(pid_of "$id")" cpu cpu.cfs_quota_us cpu.max
        matches '^[1-9]' cri ContainerStats "{\"container_id\": \"$id\"}" stats.memory.working_set_bytes.value
        cri StopContainer "{\"container_id\": \"$id\", \"timeout\": 0}"
        equal 137 status "$id" exit_code
        remove "$id"
}

t_stop() {
        local id
        # shellcheck disable=SC2016 # the container's command
        id=$(make trapping '"sh", "-c", "trap \"exit 3\" TERM; echo ready; while :; do sleep 0.1; done"')
        cri StartContainer "{\"container_id\": \"$id\"}"
        eventually logged trapping ready
        cri StopContainer "{\"container_id\": \"$id\", \"timeout\": 20}"
        equal 3 status "$id" exit_code
        remove "$id"
}

t_security() {
        run secure '"sh", "-c", "id -u; grep -E NoNewPrivs /proc/self/status; grep -E ^Seccomp: /proc/self/status; touch /file || echo read-only"' \
                '{"security_context": {"run_as_user": {"value": 12}, "readonly_rootfs": true, "no_new_privs": true, "seccomp": {"profile_type": 0}}}'
        for line in 12 'NoNewPrivs:.1' 'Seccomp:.2' read-only; do logged secure "$line"; done
        remove "$id"
        run bare '"sh", "-c", "grep CapEff /proc/self/status"' '{"security_context": {"capabilities": {"drop_capabilities": ["ALL"], "add_capabilities": ["NET_ADMIN"]}}}'
        logged bare 'CapEff:.0000000000001000'
        remove "$id"
        run mighty '"sh", "-c", "grep CapEff /proc/self/status; mount -t tmpfs tmpfs /tmp && echo mounted"' '{"security_context": {"privileged": true}}'
        for line in "CapEff:.$(all_capabilities)" mounted; do logged mighty "$line"; done
        remove "$id"
}

t_removed() {
        engine_stop
        # Compiled seccomp profiles stay, under a name that no container can have.
        equal '' sh -c 'ls /run/containerd/runc/k8s.io | grep -vx @cache || true'
}

engine_cases() {
        it 'the features of the runtime make recursive read-only mounts and user namespaces known' t_handlers
        it 'a container of a pod runs, and is logged' t_logs
        it 'a container ends with the status of its program' t_status
        it 'a missing program is a StartError' t_not_found
        it 'exec, its status, its errors and its time limit' t_exec
        it 'containers share the namespaces of their pod' t_shared
        it 'limits, their update, and statistics' t_limits
        it 'stop with a signal that the program handles' t_stop
        it 'user, read-only root, seccomp, capabilities, privileged' t_security
        it 'a removed pod leaves nothing' t_removed
}
