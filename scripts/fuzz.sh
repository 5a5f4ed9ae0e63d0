#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs fuzz targets for some seconds each: those of addon/test in C with libFuzzer, those of test/fuzz in TypeScript
# with scripts/fuzz. Runs start from the project's corpora (addon/test/corpus, test/fuzz/corpus) and from what earlier
# runs found on this machine (.cache/fuzz), and end with their figures.
# Usage: bash scripts/fuzz.sh [seconds] [part of a target's name]
set -euo pipefail

cd "$(dirname "$0")/.."
seconds=${1:-60}
wanted=${2:-}

# Sums executions and seconds of libFuzzer's runs.
figures() {
        local name=$1 work=.cache/fuzz/$1
        node -e '
                const { existsSync, readFileSync, writeFileSync } = require("node:fs");
                const [name, work, seconds] = process.argv.slice(1);
                const last = (pattern) => Number([...readFileSync(`${work}/log`, "utf8").matchAll(pattern)].at(-1)?.[1] ?? 0);
                const executions = last(/^stat::number_of_executed_units: *(\d+)/gm);
                const before = existsSync(`${work}/figures`) ? JSON.parse(readFileSync(`${work}/figures`, "utf8")) : { executions: 0, cpuSeconds: 0 };
                const total = { executions: before.executions + executions, cpuSeconds: before.cpuSeconds + Number(seconds) };
                writeFileSync(`${work}/figures`, JSON.stringify(total));
                console.log(`${name}: ${executions} executions in ${seconds} s of CPU time, ${last(/cov: (\d+)/g)} branches; in all ${total.executions} executions, ${total.cpuSeconds} s`);
        ' "$name" "$work" "$2"
}

fuzz_c() {
        local target=$1 name work TIMEFORMAT='%U %S'
        name=$(basename "$target" .c)
        work=.cache/fuzz/$name
        mkdir -p "$work/found"
        # shellcheck disable=SC2207 # names without spaces, with wildcards
        sources=($(sed -nE '1s|^// sources: *||p' "$target"))
        clang -std=gnu11 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
                -Iaddon -o "$work/$name" "$target" "${sources[@]}"
        # By the clock, and the machine may have little time for it.
        { time (cd "$work" && "./$name" -max_total_time="$seconds" -max_len=65536 -timeout=180 -print_final_stats=1 found \
                "$OLDPWD/addon/test/corpus/${name#fuzz_}" >log 2>&1); } 2>"$work/time" || { tail -n 40 "$work/log"; return 1; }
        figures "$name" "$(awk '{ printf "%d", $1 + $2 }' "$work/time")"
}

for target in addon/test/fuzz_*"$wanted"*.c; do
        [[ ! -f $target ]] || fuzz_c "$target"
done
for target in test/fuzz/*"$wanted"*.ts; do
        name=$(basename "$target" .ts)
        [[ ! -f $target || $name == invariant ]] || node scripts/fuzz/run.mjs "$name" "$seconds"
done
