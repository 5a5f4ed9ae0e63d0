# SPDX-License-Identifier: Apache-2.0
# Sourced by scripts/guest.sh for GUEST_VARIANT=engines: a guest with the engines of conformance/engines, which runs
# their lists with cgroup v2 alone and systemd's cgroup driver. GUEST_ENVIRONMENTS names engines, GUEST_TESTS runtimes.

. conformance/engines/packages.sh
guest_suite=$engines_suite
guest_size=4G
guest_memory=4G
guest_packages+=$(printf ',%s' "${engines_packages[@]}")
guest_run=run-engines.sh
# Debian's units of the engines: the lists start their own.
GUEST_KERNEL="systemd.mask=docker.service systemd.mask=docker.socket systemd.mask=containerd.service ${GUEST_KERNEL:-}"

# debootstrap can't choose between packages that exclude each other.
install_system() {
        install_builder && make_tree "$guest_packages" "$guest_suite" "$1" "$2"
}

image_version() {
        { cat scripts/guest/image.sh; echo "$guest_suite $guest_size $guest_packages"; } | sha256sum | cut -c 1-16
}

add_data() {
        local project=$1/project
        mkdir -p "$project/docs" "$project/conformance" "$project/.cache/engines"
        printf 'export ENGINES_CASES=%q\n' "${ENGINES_CASES:-}" >>"$project/scripts/guest/environment.sh"
        cp docs/engines.md "$project/docs/"
        cp -a conformance/engines "$project/conformance/"
        # The receiving end of console sockets.
        cp -a .cache/tests "$project/.cache/engines/programs"
        build_client "$project/.cache/engines"
}

# What the lists said on the console, whose first line begins with what systemd told the terminal, where conformance/engines/run.sh --results finds it beside the host's.
keep_results() {
        mkdir -p .cache/engines/results-guest
        tr -d '\r' <"$cache/console.log" |
                awk -v directory=.cache/engines/results-guest '/== .* over / { sub(/.*== /, ""); file = directory "/" $1 "-" $3 ".tap"; printf "" >file; next } file { print >file }'
}
