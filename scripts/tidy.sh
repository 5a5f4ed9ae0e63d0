#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# clang-tidy over the C sources with the checks of .clang-tidy.
set -euo pipefail

cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files -co --exclude-standard -- 'addon/core/*.c' 'addon/init/*.c' 'conformance/probe/*.c' 'bench/*.c')
((${#files[@]} > 0)) || exit 0
includes=(-Iaddon -Iaddon/core -Iaddon/init -Iaddon/wire)
printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -n 8 sh -c \
        'out=$(clang-tidy --quiet "$@" -- -std=c11 -D_GNU_SOURCE '"${includes[*]}"' 2>/dev/null) || { printf "%s\n" "$out"; exit 1; }' sh
