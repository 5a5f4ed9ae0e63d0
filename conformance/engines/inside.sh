#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs one engine's list inside of the place. Usage: inside.sh ENGINE RUNTIME; the runtime is one that run.sh
# left in .cache/engines/runtimes, or one of the tree.
set -euo pipefail

engine=$1 runtime=$2
here=/project/conformance/engines
cgroup_manager=${ENGINES_CGROUPS:-cgroupfs}
node=$(command -v node || echo /project/.cache/engines/node)
server=
. "$here/tap.sh"
offered=/project/.cache/engines/runtimes/$runtime
[[ ! -f $offered ]] || install -m 755 "$offered" "/usr/bin/$runtime"
runtime_path=$(command -v "$runtime")
# shellcheck source=/dev/null # one of three
. "$here/$engine.sh"

# Reached early only if a command of engine_start failed.
leave() {
        local status=$?
        if ((status != 0 && tap_number == 0)); then
                sed 's/^/# /' /tmp/start.log >&3
                echo "Bail out! $engine does not start" >&3
        fi
        engine_stop >/tmp/stop.log 2>&1 || true
        [[ -z $server ]] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
        exit $status
}

bash "$here/image.sh" /usr/bin/busybox /tmp/image.tar
trap leave EXIT
# Cases are told on descriptor 3, chatter goes to a file.
exec 3>&1
engine_start >/tmp/start.log 2>&1
engine_cases
finish
