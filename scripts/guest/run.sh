# SPDX-License-Identifier: Apache-2.0
# Runs in the guest, which has cgroup v2 alone: bash run.sh [ENVIRONMENTS] [TEST FILES]
# The results go to the third disk, for each environment its counts; everything else to the console.
cd /data/project || exit 1
. scripts/guest/environment.sh
mount -t tmpfs -o size=1g tmpfs /tmp
results=/tmp/results
# The emulator is slow: of the sweeps a few points, unless they were asked for by name.
[[ -n ${2:-} ]] || export RUNT_FAULTS=3
failed=0

# Cgroups in the cgroup filesystem; units of the system's systemd, as root; units of an ordinary user's.
declare -A tests=(
        [v2-cgroupfs]="apparmor cgroup cgroup-delegation devices lifecycle kill exec limits limits-update limits-refused rootless rootless-nested doctor kill-sweep"
        [v2-systemd-system]="systemd systemd-service systemd-inside limits limits-files cgroup cgroup-delegation"
        [v2-systemd-user]="systemd-user cgroup-commands limits-files"
)
# systemd-user has root's view of a user's containers.
as_user=(setpriv --reuid 1000 --regid 1000 --init-groups env HOME=/home/tester XDG_RUNTIME_DIR=/run/user/1000)

run_file() {
        local file caller=()
        file=$(find .cache/integration .cache/security -name "$1.test.mjs")
        [[ -n $file ]] || { echo "guest: no test file $1"; failed=1; return; }
        [[ $environment == v2-systemd-user && $1 != systemd-user ]] && caller=("${as_user[@]}")
        echo "-- $1 ($SECONDS s)"
        timeout 600 "${caller[@]}" node --test --test-reporter=./scripts/test-report.mjs "$file" || failed=1
}

for environment in ${1:-v2-cgroupfs v2-systemd-system v2-systemd-user}; do
        echo "== $environment"
        export RUNT_TEST_COUNTS=/tmp/counts.$environment RUNT_ENVIRONMENT=$environment RUNT_CGROUP_DRIVER=
        [[ $environment == v2-systemd-* ]] && RUNT_CGROUP_DRIVER=systemd
        : >"$RUNT_TEST_COUNTS"
        chmod 666 "$RUNT_TEST_COUNTS"
        for name in ${2:-${tests[$environment]}}; do run_file "$name"; done
        { echo "ENVIRONMENT $environment"; cat "$RUNT_TEST_COUNTS"; } >>$results
done
{ cat $results; echo "RESULT $failed"; echo END; } >/dev/vdc
sync
