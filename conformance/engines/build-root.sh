#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Builds the directory tree with the engines (.cache/engines/root) from Debian's packages, once.
# Environment: ENGINES_SUITE (sid).
set -euo pipefail

cd "$(dirname "$0")/../.."
. scripts/private-apt.sh
cache=$PWD/.cache/engines
. conformance/engines/packages.sh
suite=$engines_suite packages=("${engines_packages[@]}")

give_up() {
        echo "engines: $1" >&2
        exit 1
}

[[ -f $cache/root/.packages && $(<"$cache/root/.packages") == "$suite ${packages[*]}" ]] && exit 0
((EUID == 0)) || give_up "root is needed to build the tree with the engines"
mkdir -p "$cache"

install_builder 2>"$cache/apt.log" >&2 || give_up "mmdebstrap can't be installed: $(tail -n 1 "$cache/apt.log")"
mirror=$(debian_mirror)
[[ -n $mirror ]] || give_up "this host's apt has no Debian mirror"
rm -rf "$cache/root" "$cache/root.new"
echo "engines: installing Debian $suite's engines below .cache/engines (once, about a minute)"
make_tree "${packages[*]}" "$suite" "$cache/root.new" "$mirror" >"$cache/build.log" 2>&1 ||
        give_up "mmdebstrap failed: $(grep -m 1 '^E:' "$cache/build.log" || tail -n 1 "$cache/build.log")"
echo "$suite ${packages[*]}" >"$cache/root.new/.packages"
mv "$cache/root.new" "$cache/root"
