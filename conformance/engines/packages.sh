# SPDX-License-Identifier: Apache-2.0
# Sourced: what the tree with the engines, and the guest with them, have of Debian, and how such a tree is made.
engines_suite=${ENGINES_SUITE:-sid}
engines_packages=(aardvark-dns busybox-static conmon containerd containers-storage criu dbus docker-cli docker.io fuse-overlayfs
        golang-github-containers-common iproute2 iptables netavark nftables passt podman procps runc uidmap)

install_builder() {
        command -v mmdebstrap >/dev/null && return
        export DEBIAN_FRONTEND=noninteractive
        local install=(apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 install mmdebstrap)
        "${install[@]}" || { apt-get -q update && "${install[@]}"; }
}

# The host's own answer on lists that are older than their date; signatures are checked in any case.
list_age_option() {
        local value
        value=$(apt-config dump --format '%v' Acquire::Check-Valid-Until)
        echo "Acquire::Check-Valid-Until \"${value:-true}\""
}

# make_tree PACKAGES SUITE DIRECTORY MIRROR
make_tree() {
        mmdebstrap --variant=minbase --mode=root --include="$1" --aptopt="$(list_age_option)" \
                --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
                --dpkgopt='path-exclude=/usr/share/locale/*' "$2" "$3" "$4"
}

# The client of the Container Runtime Interface as one file, in this directory.
build_client() {
        node_modules/.bin/esbuild conformance/engines/cri.mjs --bundle --platform=node --format=cjs --log-level=warning --outfile="$1/cri.cjs"
}
