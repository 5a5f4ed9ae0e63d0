#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Builds every addon/test/*_test.c under AddressSanitizer and UBSan and runs it.
# Usage: bash scripts/test-c.sh [part of a file name]
#
# A test's first line names what it is built with, from the project's root: // sources: FILE...
# Its second line may name libraries: // libs: -lNAME
# A program prints "ok NAME" or "not ok NAME" for each case, and ends with 77 where it can't run here.
# RUNT_INIT names an init to test; else one is built, if musl-gcc is there.
set -uo pipefail

cd "$(dirname "$0")/.."
output=.cache/c
mkdir -p "$output"
passed=0 failed=0 skipped=0

# -idirafter: musl-gcc knows only musl's own headers, and init needs those of the kernel.
build_init() {
        [[ -n ${RUNT_INIT:-} ]] && return
        command -v musl-gcc >/dev/null || return
        musl-gcc -std=gnu11 -Os -static -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables \
                -Wall -Wextra -Werror -idirafter /usr/include -idirafter "/usr/include/$(uname -m)-linux-gnu" -Iaddon \
                -Wl,--gc-sections,--build-id=none -s -o "$output/init" addon/init/*.c || return 1
        export RUNT_INIT=$PWD/$output/init
}

listed() { sed -nE "1,2s|^// $1: *||p" "$2"; }

# Builds a test, unless the last build was of the same sources.
build() {
        local test=$1 program=$2 sources libs key
        read -ra libs <<<"$(listed libs "$test")"
        # shellcheck disable=SC2207 # names without spaces, with wildcards
        sources=($(listed sources "$test"))
        key=$(cat scripts/test-c.sh addon/*/*.h "$test" "${sources[@]}" | sha256sum)
        [[ ! -x $program || $(cat "$program.key" 2>/dev/null) != "$key" ]] || return 0
        rm -f "$program.key"
        clang -std=gnu11 -D_GNU_SOURCE -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
                -fno-sanitize-recover=undefined -Wall -Wextra -Wno-unused-parameter -Iaddon -o "$program" "$test" "${sources[@]}" \
                -lpthread "${libs[@]}" && echo "$key" >"$program.key"
}

count() {
        local status=$1 log=$2 ok not_ok skip
        ok=$(grep -c '^ok ' "$log")
        not_ok=$(grep -c '^not ok ' "$log")
        skip=$(grep -c '^skip ' "$log")
        ((status != 77)) || ((skip > 0)) || skip=1
        # A fault ends a program without a word about the case.
        ((status == 0 || status == 77 || not_ok > 0)) || not_ok=1
        passed=$((passed + ok)) failed=$((failed + not_ok)) skipped=$((skipped + skip))
}

run_test() {
        local test=$1 name program log status
        name=$(basename "$test" .c)
        program=$output/$name log=$output/$name.log
        if ! build "$test" "$program" >"$log" 2>&1; then
                echo "not ok $name: it can't be built"
                cat "$log"
                failed=$((failed + 1))
                return
        fi
        timeout 120 "$program" >"$log" 2>&1
        status=$?
        count "$status" "$log"
        if ((status == 0)); then
                printf 'ok    %s (%s cases)\n' "$name" "$(grep -c '^ok ' "$log")"
        else
                printf '%s %s: status %d\n' "$( ((status == 77)) && echo skip || echo FAIL)" "$name" "$status"
                cat "$log"
        fi
}

build_init || { echo "not ok init: it can't be built"; failed=1; }
for test in addon/test/*_test.c; do
        [[ $test != *"${1:-}"* ]] || run_test "$test"
done
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
