# SPDX-License-Identifier: Apache-2.0
# Runs in the guest, which has cgroup v2 alone: bash run.sh [ENVIRONMENTS] [TEST FILES]
# The results go to the third disk, for each environment its counts; everything else to the console.
cd /data/project || exit 1
. scripts/guest/environment.sh
mount -t tmpfs -o size=1g tmpfs /tmp
results=/tmp/results
failed=0

# Cgroups in the cgroup filesystem; units of the system's systemd, as root; units of an ordinary user's.
declare -A tests=(
        [v2-cgroupfs]="apparmor cgroup devices lifecycle kill exec limits-update limits-refused rootless doctor"
        [v2-systemd-system]="systemd"
        [v2-systemd-user]="systemd-user"
)

run_file() {
        local file=.cache/integration/test/integration/$1.test.mjs
        [[ -e $file ]] || { echo "guest: no test file $1"; failed=1; return; }
        echo "-- $1"
        timeout 600 node --test --test-reporter=./scripts/test-report.mjs "$file" || failed=1
}

for environment in ${1:-v2-cgroupfs v2-systemd-system v2-systemd-user}; do
        echo "== $environment"
        export RUNT_TEST_COUNTS=/tmp/counts.$environment RUNT_ENVIRONMENT=$environment
        : >"$RUNT_TEST_COUNTS"
        for name in ${2:-${tests[$environment]}}; do run_file "$name"; done
        { echo "ENVIRONMENT $environment"; cat "$RUNT_TEST_COUNTS"; } >>$results
done
{ cat $results; echo "RESULT $failed"; echo END; } >/dev/vdc
sync
