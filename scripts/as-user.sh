#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs test files of test/security as an ordinary user (uid 1000) with subordinate ids, in a mount namespace of its own:
# the host's /etc/subuid and /etc/subgid stay as they are. Needs root, newuidmap, and .cache/security as built.
# Usage: bash scripts/as-user.sh attacks other-cgroups
set -euo pipefail

cd "$(dirname "$0")/.."
if [[ -z ${AS_USER_INSIDE:-} ]]; then
        command -v newuidmap >/dev/null || { echo "as-user: newuidmap is missing: apt-get install uidmap" >&2; exit 1; }
        # The user may not be able to reach this directory.
        place=$(mktemp -d /tmp/runt-as-user.XXXXXX)
        trap 'rm -rf "$place"' EXIT
        mkdir -p "$place/.cache" "$place/build" "$place/scripts" "$place/run" "$place/tmp"
        cp build/runt "$place/build/" && cp scripts/test-*.mjs "$place/scripts/"
        cp -a .cache/security .cache/tests "$place/.cache/"
        chmod -R a+rX "$place" && chown 1000:1000 "$place/run" "$place/tmp"
        AS_USER_INSIDE=$place unshare -m bash "$0" "$@"
        exit
fi

cd "$AS_USER_INSIDE"
printf '1000:100000:65536\n' >subordinate
touch /etc/subuid /etc/subgid
mount --bind subordinate /etc/subuid && mount --bind subordinate /etc/subgid
files=()
for name in "$@"; do mapfile -t -O "${#files[@]}" files < <(find .cache/security -name "$name.test.mjs"); done
if [[ -n ${RUNT_TEST_COUNTS:-} ]]; then touch "$RUNT_TEST_COUNTS" && chmod 666 "$RUNT_TEST_COUNTS"; fi
exec setpriv --reuid 1000 --regid 1000 --clear-groups env "HOME=$PWD" "XDG_RUNTIME_DIR=$PWD/run" "TMPDIR=$PWD/tmp" \
        "RUNT_PROJECT=$PWD" "RUNT=$PWD/build/runt" \
        node --test --test-concurrency=2 --test-reporter=./scripts/test-report.mjs "${files[@]}"
