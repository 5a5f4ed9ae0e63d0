#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Real engines over runt, from Debian's packages, in a place of their own of which nothing is left. Needs root.
# Usage: bash conformance/engines/run.sh ENGINE [--runtime PATH]... [--results FILE]
#   ENGINE     podman, containerd, cri (pods through containerd), docker; criu for checkpoint and restore, package for runt's own packages; or all
#   --runtime  an executable of this host, or the name of one in the tree with the engines, as runc (default build/runt)
#   --results  put the table of results into a Markdown file, between its lines "results"
# Prints TAP; the status is 1 if a case failed. RUNT_TEST_COUNTS names a file for the counts; ENGINES_CASES, a regular
# expression, chooses cases.
set -uo pipefail

cd "$(dirname "$0")/../.."
here=conformance/engines
cache=$PWD/.cache/engines
runtimes=() engines=() table=
while (($# > 0)); do
        case $1 in
        --runtime) runtimes+=("${2:?--runtime needs a path}"); shift ;;
        --results) table=${2:?--results needs a file}; shift ;;
        all) engines+=(package criu podman containerd cri docker) ;;
        package | criu | podman | containerd | cri | docker) engines+=("$1") ;;
        *) echo "engines: no engine is called $1: package, criu, podman, containerd, cri, docker or all is needed" >&2; exit 2 ;;
        esac
        shift
done
((${#engines[@]} > 0)) || { sed -n '4,7s/^# //p' "$0" >&2; exit 2; }
((${#runtimes[@]} > 0)) || runtimes=(build/runt)
((EUID == 0)) || { echo "engines: root is needed to make namespaces, mounts and cgroups" >&2; exit 1; }
mkdir -p "$cache/results" "$cache/runtimes"
if ! bash $here/build-root.sh 2>"$cache/build.err"; then
        cat "$cache/build.err" >&2
        [[ -n ${RUNT_TEST_COUNTS:-} ]] || exit 1
        node $here/results.mjs skip "the engines can't be installed: $(tail -n 1 "$cache/build.err")" >>"$RUNT_TEST_COUNTS"
        exit 0
fi
node --input-type=module --eval "import { buildPrograms } from './conformance/programs.mjs'; buildPrograms('$cache/programs')" || exit 1
. $here/packages.sh
build_client "$cache" || exit 1
cp -- "$(readlink -f "$(command -v node)")" "$cache/node" || exit 1
failed=0

# Leaves an executable of this host where the place finds it. A name alone is left for the tree.
offer() {
        [[ $1 == */* ]] || return 0
        cp -- "$1" "$cache/runtimes/$(basename "$1")" || exit 1
}

for engine in "${engines[@]}"; do
        for runtime in "${runtimes[@]}"; do
                name=$(basename "$runtime")
                if [[ $engine == package ]]; then
                        [[ $name == runt ]] || continue
                        bash scripts/package.sh >"$cache/package.log" 2>&1 || { cat "$cache/package.log" >&2; exit 1; }
                fi
                result=$cache/results/$engine-$name.tap
                rm -f "$cache/runtimes/$name"
                offer "$runtime"
                echo "# $engine over $name"
                timeout --foreground --kill-after 20 900 bash $here/place.sh "$cache/root" bash "/project/$here/inside.sh" "$engine" "$name" \
                        </dev/null >"$result" 2>"$result.log" || failed=1
                cat "$result"
                grep -q '^1\.\.' "$result" || { failed=1; echo "not ok - $engine over $name: the list did not end" | tee -a "$result"; tail -n 20 "$result.log" | sed 's/^/# /'; }
                [[ -z ${RUNT_TEST_COUNTS:-} ]] || node $here/results.mjs counts "$result" >>"$RUNT_TEST_COUNTS"
        done
done
[[ -z $table ]] || node $here/results.mjs table "$cache/results" "$table" || failed=1
exit $failed
