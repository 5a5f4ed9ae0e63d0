# SPDX-License-Identifier: Apache-2.0
# Sourced: cases in the Test Anything Protocol, and what the lists of the three engines share.

tap_number=0
tap_failed=0
tap_log=$(mktemp)

# Says what a case does, then runs the function that shows it: each of its commands must succeed.
it() {
        local name=$1 status=0
        shift
        [[ $name =~ ${ENGINES_CASES:-} ]] || return 0
        tap_number=$((tap_number + 1))
        # A shell of its own, outside of any condition: there -e would be off.
        set +e
        (
                set -e
                trap - EXIT
                "$@"
        ) </dev/null >"$tap_log" 2>&1 3>&-
        status=$?
        set -e
        tell "$status" "$tap_number - $engine: $name" >&3
}

tell() {
        case $1 in
        0) echo "ok $2" ;;
        77) echo "ok $2 # SKIP $(tail -n 1 "$tap_log")" ;;
        *)
                echo "not ok $2"
                sed 's/^/#   /' "$tap_log" | tail -n 30
                tap_failed=$((tap_failed + 1))
                ;;
        esac
}

finish() {
        echo "1..$tap_number" >&3
        ((tap_failed == 0))
}

# The case can't be shown here, for this reason.
skip() {
        echo "$1"
        exit 77
}

# equal WANTED COMMAND...: what the command prints.
equal() {
        local wanted=$1 got
        shift
        got=$("$@")
        [[ $got == "$wanted" ]] || { echo "wanted '$wanted', got '$got' from: $*"; return 1; }
}

# matches PATTERN COMMAND...: an extended regular expression that what the command prints must match.
matches() {
        local pattern=$1 got
        shift
        got=$("$@" 2>&1)
        grep -qE -- "$pattern" <<<"$got" || { echo "wanted /$pattern/, got '$got' from: $*"; return 1; }
}

# ends STATUS COMMAND...: the exit status of the command; its output is left in $output.
ends() {
        local wanted=$1 got=0
        shift
        output=$("$@" 2>&1) || got=$?
        ((got == wanted)) || { echo "wanted status $wanted, got $got from: $*"; echo "$output"; return 1; }
}

# What the last `ends` printed.
said() {
        grep -qE -- "$1" <<<"$output" || { echo "wanted /$1/, it said: $output"; return 1; }
}

# Repeats a command until it succeeds, for ten seconds at most (more when the machine is busy).
eventually() {
        local try
        for ((try = 0; try < 100; try++)); do
                if "$@" >/dev/null 2>&1; then return 0; fi
                sleep 0.1
        done
        echo "still not so after $try tries: $*"
        "$@"
}

# Runs a command with a terminal. What the terminal echoes of the end of its own input is left out.
with_terminal() {
        script --quiet --return --command "$(printf '%q ' "$@")" /dev/null </dev/null | tr -d '\r' | sed -E 's/\^[@D]\x08*//g'
}

# documented FILE: the block of docs/engines.md for a file, with the runtime's name and path put in.
documented() {
        awk -v mark="<!-- file: $1 -->" '$0 == mark { found = 1; next } found && /^```/ { if (inside) exit; inside = 1; next } inside' \
                /project/docs/engines.md | sed -e "s:/usr/bin/runt:$runtime_path:g" -e "s:\\brunt\\b:$runtime:g" |
                grep . || { echo "docs/engines.md has no block for $1" >&2; return 1; }
}

install_documented() {
        mkdir -p "$(dirname "$1")"
        documented "$1" >"$1"
}

# What the caller may have at most, and a privileged container has.
all_capabilities() {
        awk '/CapBnd/ { print $2 }' /proc/self/status
}

# A file of the container's cgroup of one controller, as the host sees it: cgroup_file PID CONTROLLER V1-FILE V2-FILE.
cgroup_file() {
        local pid=$1 controller=$2 path
        if [[ -f /sys/fs/cgroup/cgroup.controllers ]]; then
                path=$(sed -n 's/^0:://p' "/proc/$pid/cgroup")
                cat "/sys/fs/cgroup$path/$4"
        else
                path=$(sed -nE "s/^[0-9]+:([^:]*,)?$controller(,[^:]*)?:(.*)/\\3/p" "/proc/$pid/cgroup")
                cat "/sys/fs/cgroup/$controller$path/$3"
        fi
}
