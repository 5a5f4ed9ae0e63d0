#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs tests of the systemd driver on cgroup v1: the guest's Debian (scripts/guest.sh image) with its systemd as a
# container on this host, which must have v1 or a hybrid layout. Needs root; prints the counts.
# Usage: bash scripts/systemd-v1.sh [TEST FILES]
set -euo pipefail

cd "$(dirname "$0")/.."
project=$PWD
tests=${*:-limits limits-files limits-update limits-refused cgroup cgroup-commands devices}
place=$(mktemp -d)
id=runt-systemd-v1-$$

finish() {
        build/runt --root "$place/state" delete --force "$id" || true
        umount "$place/merged" "$place/upper" "$place/image" 2>/dev/null || true
        rmdir "$place"/{merged,upper,image} && rm -rf "$place"
}
trap finish EXIT

# The image stays as it is: what is written goes to memory.
mount_system() {
        mkdir "$place"/{image,upper,merged}
        mount -o loop,ro,noload .cache/guest/root.img "$place/image"
        mount -t tmpfs tmpfs "$place/upper"
        mkdir -p "$place"/upper/{work,changes/etc/systemd/system}
        ln -s /dev/null "$place/upper/changes/etc/systemd/system/runt-tests.service"
        mount -t overlay -o "lowerdir=$place/image,upperdir=$place/upper/changes,workdir=$place/upper/work" overlay "$place/merged"
}

# systemd 256 and later run on v1 only when forced to; in a container its own words are the kernel's.
write_config() {
        build/runt spec --bundle "$place"
        node - "$place" "$project" "$id" <<'NODE'
const fs = require("node:fs");
const [place, project, id] = process.argv.slice(2);
const config = JSON.parse(fs.readFileSync(`${place}/config.json`, "utf8"));
const tmpfs = (destination, mode) => ({ destination, type: "tmpfs", source: "tmpfs", options: [`mode=${mode}`] });
const bound = (source, destination) => ({ destination, type: "bind", source, options: ["rbind", "ro"] });
config.root = { path: `${place}/merged` };
config.process.terminal = false;
config.process.rlimits = [];
config.process.noNewPrivileges = false;
config.process.args = ["/sbin/init", "systemd.unified_cgroup_hierarchy=0", "SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1"];
config.process.env = ["container=oci", "PATH=/usr/sbin:/usr/bin"];
const mask = BigInt(`0x${/^CapBnd:\s*(\S+)/m.exec(fs.readFileSync("/proc/self/status", "utf8"))[1]}`);
const names = JSON.parse(process.env.CAPABILITY_NAMES);
const all = names.filter((_, number) => (mask >> BigInt(number)) & 1n).map((name) => `CAP_${name}`);
config.process.capabilities = { bounding: all, effective: all, permitted: all };
config.mounts = config.mounts.filter(({ destination }) => !destination.startsWith("/sys"));
config.mounts.push(
  { destination: "/sys", type: "sysfs", source: "sysfs" },
  { destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup", options: ["rw"] },
  tmpfs("/run", "755"), tmpfs("/tmp", "1777"),
  bound(project, "/project"), bound(fs.realpathSync(process.execPath), "/data/bin/node"),
);
config.linux.namespaces.push({ type: "cgroup" });
Object.assign(config.linux, { cgroupsPath: `/${id}`, maskedPaths: [], readonlyPaths: [] });
config.linux.resources = { devices: [{ allow: true, access: "rwm" }] };
fs.writeFileSync(`${place}/config.json`, JSON.stringify(config));
NODE
}

# As a service, so that no process is in the container's own cgroup.
write_service() {
        cat >"$place/upper/changes/etc/systemd/system/tests.service" <<UNIT
[Service]
Delegate=yes
WorkingDirectory=/project
Environment=RUNT=/project/build/runt RUNT_PROJECT=/project RUNT_CGROUP_DRIVER=systemd HOME=/root PATH=/data/bin:/usr/sbin:/usr/bin
ExecStart=/bin/sh -c 'for name in $tests; do echo "-- \$\$name"; node --test --test-reporter=./scripts/test-report.mjs .cache/integration/test/integration/\$\$name.test.mjs; done >/results 2>&1; touch /done'
UNIT
        mkdir "$place/upper/changes/etc/systemd/system/multi-user.target.wants"
        ln -s ../tests.service "$place/upper/changes/etc/systemd/system/multi-user.target.wants/tests.service"
}

bash scripts/guest.sh image
node scripts/build-tests.mjs integration >/dev/null
CAPABILITY_NAMES=$(node -p 'JSON.stringify(/CAPABILITY_NAMES = (\[[^\]]+\])/.exec(fs.readFileSync("test/harness/config.ts", "utf8"))[1].match(/[A-Z_]+/g))')
export CAPABILITY_NAMES
mount_system
write_service
write_config
build/runt --root "$place/state" run --detach --bundle "$place" "$id" </dev/null >"$place/console" 2>&1
until [[ -e $place/merged/done ]]; do
        sleep 1
        [[ $(build/runt --root "$place/state" state "$id") == *'"running"'* ]] || { cat "$place/console" >&2; exit 1; }
done
cat "$place/merged/results"
! grep -q '^FAIL' "$place/merged/results"
