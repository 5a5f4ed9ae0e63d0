# SPDX-License-Identifier: Apache-2.0
# Runs in the guest with the engines: bash run-engines.sh [ENGINES] [RUNTIMES]. The results go to the third disk, for
# each engine its counts; what the cases say to the console.
cd /data/project || exit 1
. scripts/guest/environment.sh
mkdir -p /project && mount --bind /data/project /project
install -m 755 build/runt /usr/bin/runt
export ENGINES_CGROUPS=systemd
failed=0

for engine in ${1:-criu podman containerd cri docker}; do
        for runtime in ${2:-runt}; do
                echo "== $engine over $runtime"
                # A list finds nothing of the one before.
                umount --quiet --lazy /tmp
                mount -t tmpfs -o size=1g,mode=1777 tmpfs /tmp
                timeout 2400 bash /project/conformance/engines/inside.sh "$engine" "$runtime" </dev/null 2>/run/list.log | tee /run/list.tap
                [[ ${PIPESTATUS[0]} == 0 ]] || failed=1
                { echo "ENVIRONMENT $engine-$runtime"; node conformance/engines/results.mjs counts /run/list.tap; } >>/run/results
        done
done
{ cat /run/results; echo "RESULT $failed"; echo END; } >/dev/vdc
sync
