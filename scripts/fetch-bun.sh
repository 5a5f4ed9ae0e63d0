#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Fetches Bun from npm into .cache/bun/bun, for the tests of the library. A second run does nothing.
set -euo pipefail

cd "$(dirname "$0")/.."
version=1.4.5
directory=.cache/bun
[[ $("$directory/bun" --version 2>/dev/null) == "$version" ]] && exit 0

give_up() {
        echo "fetch-bun: $1" >&2
        exit 1
}

case $(uname -m) in
x86_64) package=@oven/bun-linux-x64 ;;
aarch64) package=@oven/bun-linux-aarch64 ;;
*) give_up "there is no Bun for $(uname -m)" ;;
esac
mkdir -p "$directory"
archive=$(npm pack --silent --pack-destination "$directory" "$package@$version") ||
        give_up "npm pack $package@$version failed, is the network there?"
tar -xzf "$directory/$archive" -C "$directory" --strip-components=2 package/bin/bun
rm -f "${directory:?}/$archive"
"$directory/bun" --version >/dev/null || give_up "this Bun does not run here: is the CPU older than it wants?"
echo "fetch-bun: $directory/bun $version"
