# SPDX-License-Identifier: Apache-2.0
# Sourced by inside.sh: runt from its own package, in a Debian without Node and with no engine at work.

packages=/project/build/package

engine_start() {
        ! command -v node
        ls "$packages"/*.deb "$packages"/*.tar.gz
}

engine_stop() {
        rm -rf /tmp/bundle
}

make_bundle() {
        mkdir -p /tmp/bundle/rootfs/bin
        cp /usr/bin/busybox /tmp/bundle/rootfs/bin/
        [[ -e /tmp/bundle/rootfs/bin/sh ]] || ln -s busybox /tmp/bundle/rootfs/bin/sh
        "$1" spec --bundle /tmp/bundle
        sed -i 's/"terminal": true/"terminal": false/' /tmp/bundle/config.json
}

t_sums() {
        (cd "$packages" && sha256sum --check SHA256SUMS)
}

t_install() {
        rm -f /usr/bin/runt
        # The tree leaves documentation out of what it installs; this package is to be seen whole.
        rm -f /etc/dpkg/dpkg.cfg.d/*mmdebstrap*
        dpkg --install "$packages"/*.deb
        matches '^ii +runt' dpkg --list runt
        matches '^runt version [0-9]' /usr/bin/runt --version
        equal '' dpkg --verify runt
}

t_documents() {
        local page
        for page in runt runt-run runt-exec runt-checkpoint; do
                gzip --test "/usr/share/man/man8/$page.8.gz"
        done
        for page in Apache libseccomp musl quickjs-ng 'GNU C Library'; do
                grep -q "$page" /usr/share/doc/runt/copyright
        done
}

t_completion() {
        # shellcheck disable=SC2016 # the other shell's variables
        equal 'delete' bash -c 'source /usr/share/bash-completion/completions/runt; COMP_WORDS=(runt del) COMP_CWORD=1; _runt; echo "${COMPREPLY[@]}"'
}

t_container() {
        make_bundle /usr/bin/runt
        sed -i 's/"args": \[/"args": ["busybox", "echo", "from a package"], "unused": [/' /tmp/bundle/config.json
        equal 'from a package' runt run --bundle /tmp/bundle one
        equal null runt list --format json
        rm -r /tmp/bundle
}

t_remove() {
        dpkg --purge runt
        [[ ! -e /usr/bin/runt && ! -e /usr/share/doc/runt ]]
}

t_tarball() {
        mkdir /tmp/unpacked
        tar -C /tmp/unpacked --strip-components 1 -xf "$packages"/*.tar.gz
        make_bundle /tmp/unpacked/bin/runt
        sed -i 's/"args": \[/"args": ["busybox", "echo", "from a tarball"], "unused": [/' /tmp/bundle/config.json
        equal 'from a tarball' /tmp/unpacked/bin/runt run --bundle /tmp/bundle one
}

engine_cases() {
        it 'the sums are right' t_sums
        it 'installs on a Debian without Node' t_install
        it 'has its manual and the licences of what is linked in' t_documents
        it 'has completion' t_completion
        it 'runs a container' t_container
        it 'leaves nothing when it is removed' t_remove
        it 'the tarball runs a container' t_tarball
}
