#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Sets up what is missing and runs everything: checks, a short fuzzing, unit tests that need root, the integration suite on the static
# executable and on Node, attacks and faults, the library on Node and Bun, conformance, engines over runt, a guest with cgroup v2, systemd and AppArmor. Needs root.
# Usage: bash scripts/test.sh [check] [fuzz] [root] [static] [node] [security] [library] [conformance] [engines] [guest]   (none: all)
set -uo pipefail

cd "$(dirname "$0")/.."
if ((EUID != 0)); then
        echo "test: root is needed to make namespaces, mounts and cgroups: sudo bash scripts/test.sh (npm run check needs none)" >&2
        exit 1
fi
parts=("$@")
((${#parts[@]} > 0)) || parts=(check fuzz root static node security library conformance engines guest)
counts=$PWD/.cache/test-counts
rm -rf "$counts" && mkdir -p "$counts"
failed=()
export RUNT_PROJECT=$PWD

bash scripts/setup.sh || exit 1

node_tests() {
        local name=$1 directory=$2 pattern=${RUNT_TEST_FILES:-*} files
        shift 2
        mapfile -t files < <(find "$directory" -name "$pattern.test.mjs" | sort)
        ((${#files[@]} > 0)) || { echo "test: no test file matches $pattern" >&2; return 1; }
        RUNT_TEST_COUNTS=$counts/$name "$@" node --test --test-concurrency=2 --test-reporter=./scripts/test-report.mjs "${files[@]}"
}

part() {
        local name=$1 begin=$SECONDS
        shift
        printf '\n== %s\n' "$name"
        "$@" || failed+=("$name")
        printf '== %s: %d s\n' "$name" $((SECONDS - begin))
}

# Without Bun its tests are skipped, which the totals tell.
library_tests() {
        bash scripts/fetch-bun.sh || true
        node scripts/build-tests.mjs library && node_tests library .cache/library env
}

# Without runc the comparisons with it are skipped, which the totals tell.
integration() {
        bash scripts/fetch-peers.sh >.cache/peers.log 2>&1 || true
        node scripts/build-tests.mjs integration && node_tests "$1" .cache/integration env RUNT="$2"
}

security_tests() {
        local file status=0 runtime=${RUNT:-$PWD/build/runt}
        node scripts/build-tests.mjs security && node_tests security .cache/security env RUNT="$runtime" || status=1
        # The attacks once more, on containers with a user namespace.
        [[ -z ${RUNT_TEST_FILES:-} ]] || return $status
        for file in attacks attacks-on-proc attacks-on-the-runtime image-dev image-proc isolation; do
                RUNT_TEST_FILES=$file node_tests security-userns .cache/security env RUNT="$runtime" RUNT_USER_NAMESPACE=1 || status=1
        done
        # And by an ordinary user, for whom alone they could become a way to root.
        RUNT_TEST_COUNTS=$counts/security-user bash scripts/as-user.sh attacks attacks-on-proc image-dev image-proc other-cgroups spying || status=1
        return $status
}

root_tests() {
        node scripts/build-tests.mjs root && node_tests root .cache/root env
}

fuzz() {
        local targets
        targets=$(find addon/test test/fuzz -name "fuzz_*.c" -o -name "*.ts" ! -name invariant.ts | wc -l)
        bash scripts/fuzz.sh 3 >.cache/fuzz.log 2>&1 || { tail -n 40 .cache/fuzz.log; return 1; }
        echo "{\"passed\":$targets,\"failed\":0,\"skipped\":0,\"skips\":[]}" >"$counts/fuzz"
}

# Fails if a MUST that this host can tell fails.
conformance() {
        local out=.cache/conformance/out status
        rm -rf "$out"
        node conformance/run.mjs --runtime build/runt --out "$out"
        status=$?
        [[ -f $out/result.json ]] && node scripts/conformance-counts.mjs "$out/result.json" "$counts/conformance"
        return $status
}

for name in "${parts[@]}"; do
        case $name in
        fuzz) part fuzz fuzz ;;
        check) RUNT_CHECK_COUNTS=$counts/check part check bash scripts/check.sh ;;
        root) part root root_tests ;;
        static)
                if [[ -x build/runt ]]; then
                        part static integration static "${RUNT:-$PWD/build/runt}"
                else
                        echo '{"passed":0,"failed":0,"skipped":1,"skips":[{"name":"static","reason":"build/runt was not built: quickjs-ng is missing"}]}' >"$counts/static"
                fi
                ;;
        security) part security security_tests ;;
        library) part library library_tests ;;
        conformance)
                if [[ -x build/runt ]]; then
                        part conformance conformance
                else
                        echo '{"passed":0,"failed":0,"skipped":1,"skips":[{"name":"conformance","reason":"build/runt was not built: quickjs-ng is missing"}]}' >"$counts/conformance"
                fi
                ;;
        node) RUNT_HELD=50 part node integration node "$(command -v node) $PWD/build/cli.mjs" ;;
        engines) RUNT_TEST_COUNTS=$counts/engines part engines bash conformance/engines/run.sh all ;;
        guest) RUNT_TEST_COUNTS=$counts/guest part guest bash scripts/guest.sh ;;
        *)
                echo "test: no part is called $name" >&2
                exit 1
                ;;
        esac
done

printf '\n'
for file in "$counts"/*; do
        node scripts/test-totals.mjs "$(basename "$file")" "$file"
done
cat "$counts"/* >"$counts.all"
node scripts/test-totals.mjs total "$counts.all" | tail -n 1
if ((${#failed[@]} > 0)); then
        printf 'test: failed: %s\n' "$(IFS=,; echo "${failed[*]}")"
        exit 1
fi
