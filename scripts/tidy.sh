#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# clang-tidy over the C sources with the checks of .clang-tidy. A file that was found clean is not looked at
# again until it, a header or the checks change (.cache/tidy).
set -euo pipefail

cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files -co --exclude-standard -- 'addon/core/*.c' 'addon/init/*.c' 'conformance/probe/*.c' 'bench/*.c')
mapfile -t headers < <(git ls-files -co --exclude-standard -- '*.h')
clean=.cache/tidy
mkdir -p "$clean"
base=$(cat .clang-tidy scripts/tidy.sh "${headers[@]}" | sha256sum)

key() { { echo "$base"; cat "$1"; } | sha256sum | cut -c1-64; }

pending=()
for file in "${files[@]}"; do
        [[ -e $clean/$(key "$file") ]] || pending+=("$file")
done
((${#pending[@]} > 0)) || exit 0
includes=(-Iaddon -Iaddon/core -Iaddon/init -Iaddon/wire)
printf '%s\0' "${pending[@]}" | xargs -0 -P "$(nproc)" -n 8 sh -c \
        'out=$(clang-tidy --quiet "$@" -- -std=c11 -D_GNU_SOURCE '"${includes[*]}"' 2>/dev/null) || { printf "%s\n" "$out"; exit 1; }' sh
for file in "${pending[@]}"; do
        : >"$clean/$(key "$file")"
done
