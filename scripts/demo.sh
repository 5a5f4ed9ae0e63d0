#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Sets up what is missing and runs a real container: busybox as its root filesystem, `runt spec` as its configuration.
set -euo pipefail

cd "$(dirname "$0")/.."
if ((EUID != 0)); then
        echo "demo: containers are run as root here; try: sudo bash scripts/demo.sh" >&2
        exit 1
fi
bash scripts/setup.sh

if [[ -x build/runt ]]; then runt=("$PWD/build/runt"); else runt=(node "$PWD/build/cli.mjs"); fi
work=$(mktemp -d /tmp/runt-demo.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/rootfs/{bin,etc,proc,sys,dev,tmp,root}
cp "$(command -v busybox)" "$work/rootfs/bin/busybox"
for applet in sh echo hostname id ps ls mount; do ln -s busybox "$work/rootfs/bin/$applet"; done

"${runt[@]}" spec --bundle "$work"
# shellcheck disable=SC2016 # the variables are the container's
node - "$work/config.json" <<'EDIT'
const { readFileSync, writeFileSync } = require("node:fs");
const file = process.argv[2];
const config = JSON.parse(readFileSync(file, "utf8"));
config.process.terminal = false;
config.process.args = ["sh", "-c", 'echo "Hello from a container: host $(hostname), $(id), pid $$"; ps; ls /'];
writeFileSync(file, JSON.stringify(config, null, 2));
EDIT
echo
echo "\$ runt run --bundle $work demo"
"${runt[@]}" --root "$work/state" run --bundle "$work" demo
