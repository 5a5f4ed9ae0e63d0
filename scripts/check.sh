#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# All checks that need no root: format, lint, types, generated files, banned calls, unit tests, C tests.
# Every step runs, also after a failed one; the status is 1 if any failed.
set -uo pipefail

cd "$(dirname "$0")/.."
export PATH=$PWD/node_modules/.bin:$PATH
counts=${RUNT_CHECK_COUNTS:-.cache/check-counts}
mkdir -p "$(dirname "$counts")"
: >"$counts"
failed=()

step() {
        local name=$1 begin=$SECONDS output status
        shift
        output=$("$@" 2>&1)
        status=$?
        if ((status == 0)); then
                printf 'ok    %-28s %3d s\n' "$name" $((SECONDS - begin))
        else
                printf 'FAIL  %-28s %3d s\n%s\n' "$name" $((SECONDS - begin)) "$output"
                failed+=("$name")
        fi
}

c_files() {
        git ls-files -co --exclude-standard -- 'addon/*.c' 'addon/*.h' 'addon/*.cc' 'conformance/probe/*.[ch]' 'bench/*.c' | grep -v '^addon/wire/'
}

check_c_format() {
        c_files | xargs clang-format --dry-run --Werror
}

check_generated() {
        local status=0 script
        for script in scripts/generate-*.mjs; do
                node "$script" --check || { echo "$script: its output is not current: npm run generate"; status=1; }
        done
        return $status
}

unit_tests() {
        node scripts/build-tests.mjs unit >/dev/null || return 1
        mapfile -t files < <(find .cache/unit -name '*.test.mjs' | sort)
        RUNT_TEST_COUNTS=$counts node --test --test-concurrency=2 --test-reporter=./scripts/test-report.mjs "${files[@]}"
}

c_tests() {
        bash scripts/test-c.sh >"$counts.c" 2>&1
        local status=$?
        cat "$counts.c"
        # Its closing line joins the totals.
        sed -nE 's/^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/{"passed":\1,"failed":\2,"skipped":\3,"skips":[]}/p' "$counts.c" |
                tail -n 1 >>"$counts"
        rm -f "$counts.c"
        return $status
}

[[ -d node_modules ]] || { echo "check: node_modules is missing: run bash scripts/setup.sh" >&2; exit 1; }
step "format (biome)" biome format .
step "format (clang-format)" check_c_format
step "lint (eslint)" eslint --max-warnings=0 .
step "banned calls" node scripts/check-sources.mjs
step "types (tsc)" tsc --noEmit -p .
step "generated files" check_generated
step "lint (clang-tidy)" bash scripts/tidy.sh
step "unit tests" unit_tests
step "C tests (ASan, UBSan)" c_tests
step "examples in documents" node scripts/check-examples.mjs

node scripts/test-totals.mjs "check" "$counts"
if ((${#failed[@]} > 0)); then
        printf 'check: failed: %s\n' "$(IFS=,; echo "${failed[*]}")"
        exit 1
fi
