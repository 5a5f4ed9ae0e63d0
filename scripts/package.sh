#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Packs build/runt with its manual, completion and licence notices: build/package/runt-VERSION-linux-ARCH.tar.gz and
# runt_VERSION_ARCH.deb. The same sources give the same bytes. Usage: npm run package
set -euo pipefail

cd "$(dirname "$0")/.."

give_up() {
        echo "package: $1" >&2
        exit 1
}

[[ -x build/runt ]] || give_up "build/runt is missing: npm run build makes it"
command -v dpkg-deb >/dev/null || give_up "dpkg-deb is missing (package dpkg)"
maintainer='The runt authors <runt@localhost>'
version=$(node -p 'require("./package.json").version')
arch=$(dpkg --print-architecture)
output=$PWD/build/package
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y package.json)}
export SOURCE_DATE_EPOCH
rm -rf "$output"
stage=$output/stage
documents=$stage/usr/share/doc/runt

put() {
        install -D -m "$1" "$2" "$3"
}

put_completion() {
        mkdir -p "$(dirname "$2")"
        build/runt completion "$1" >"$2"
        chmod 644 "$2"
}

# The text of a copyright file of Debian's package that the build linked in.
notice() {
        local file=/usr/share/doc/$2/copyright
        [[ -f $file ]] || give_up "$file is missing: it has the licence of $1, which is linked in"
        printf '\n\n== %s (%s)\n\n%s\n\n' "$1" "$(dpkg-query -W -f '${Version}' "$2")" "$3"
        cat "$file"
}

# The comment at the head of its main source file is the licence.
quickjs_notice() {
        local source=${QUICKJS_DIR:-.cache/quickjs}/quickjs.c
        [[ -f $source ]] || give_up "$source is missing: it has the licence of quickjs-ng, which is linked in"
        printf '\n\n== quickjs-ng\n\nThe JavaScript engine. MIT licence.\n\n'
        sed -n '/^\/\*/,/\*\//{s:^/\?\*\+/\? \?::;s:^ \*/\? \?::;p;/\*\//q}' "$source" | sed '/^$/{N;/^\n$/D}'
}

notices() {
        cat <<'TEXT'
runt is licensed under the Apache License, Version 2.0: /usr/share/common-licenses/Apache-2.0 on Debian, and
https://www.apache.org/licenses/LICENSE-2.0. Its executable is linked with what follows.

libseccomp and the GNU C Library are under the GNU Lesser General Public License, version 2.1
(/usr/share/common-licenses/LGPL-2.1). runt's source, from which it can be linked again with other versions of them,
is where runt comes from: `npm run build` does it.
TEXT
        notice libseccomp libseccomp-dev "Compiles seccomp profiles. LGPL 2.1."
        notice "GNU C Library" libc6-dev "The C library of the command. LGPL 2.1 or later."
        notice musl musl-dev "The C library of init, the program that runt starts in containers. MIT licence."
        quickjs_notice
}

put 755 build/runt "$stage/usr/bin/runt"
mkdir -p "$stage/usr/share/man/man8"
for page in docs/man/*.8; do
        gzip -9n <"$page" >"$stage/usr/share/man/man8/$(basename "$page").gz"
done
put_completion bash "$stage/usr/share/bash-completion/completions/runt"
put_completion zsh "$stage/usr/share/zsh/vendor-completions/_runt"
put_completion fish "$stage/usr/share/fish/vendor_completions.d/runt.fish"
put 644 LICENSE "$documents/LICENSE"
notices >"$documents/copyright"
printf 'runt (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- %s  %s\n' "$version" "$maintainer" \
        "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$documents/changelog.gz"
# One executable that needs nothing of the host, and a project without a mail host.
mkdir -p "$stage/usr/share/lintian/overrides"
printf 'runt: %s\n' 'statically-linked-binary' 'bogus-mail-host Maintainer *' 'bogus-mail-host-in-debian-changelog *' >"$stage/usr/share/lintian/overrides/runt"
for document in README.md CHANGELOG.md SECURITY.md docs/engines.md; do
        [[ ! -f $document ]] || put 644 "$document" "$documents/$(basename "$document")"
done

mkdir -p "$stage/DEBIAN"
cat >"$stage/DEBIAN/control" <<CONTROL
Package: runt
Version: $version
Architecture: $arch
Maintainer: $maintainer
Installed-Size: $(du -sk --exclude=DEBIAN "$stage" | cut -f 1)
Section: admin
Priority: optional
Suggests: criu, uidmap
Enhances: containerd, docker.io, podman
Description: low-level OCI container runtime
 runt creates and runs containers as the runtime specification of the Open
 Container Initiative says. Podman, containerd, Docker and CRI-O call it in the
 place of runc. One static executable that needs no other package.
CONTROL
find "$stage" -type d -exec chmod 755 {} +
find "$stage" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --build --root-owner-group -Zxz "$stage" "$output/runt_${version}_$arch.deb" >/dev/null
rm -r "$stage/DEBIAN"

name=runt-$version-linux-$arch
mv "$stage/usr" "$output/$name"
rmdir "$stage"
tar -C "$output" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -9n >"$output/$name.tar.gz"
rm -r "${output:?}/$name"
(cd "$output" && sha256sum -- *.deb *.tar.gz >SHA256SUMS)
ls -l "$output"
