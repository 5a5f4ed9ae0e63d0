#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs every fuzz target under addon/test for some seconds each.
# Usage: bash scripts/fuzz.sh [seconds] [part of a target's name]
# Inputs that it finds go to .cache/fuzz; those of addon/test/corpus are where it starts.
set -euo pipefail

cd "$(dirname "$0")/.."
seconds=${1:-60}
for target in addon/test/fuzz_*"${2:-}"*.c; do
        name=$(basename "$target" .c)
        work=.cache/fuzz/$name
        mkdir -p "$work/found"
        # shellcheck disable=SC2207 # names without spaces, with wildcards
        sources=($(sed -nE '1s|^// sources: *||p' "$target"))
        clang -std=gnu11 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
                -Iaddon -o "$work/$name" "$target" "${sources[@]}"
        echo "$name: $seconds s"
        (cd "$work" && "./$name" -max_total_time="$seconds" -max_len=65536 -print_final_stats=1 found \
                "$OLDPWD/addon/test/corpus/${name#fuzz_}" 2>&1 | tail -n 12)
done
