#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes an image of busybox as an archive that all three engines load: an OCI layout with docker's manifest.json.
# Usage: image.sh BUSYBOX ARCHIVE [NAME COMMAND]; otherwise it is called localhost/busybox:test and runs a shell.
# COMMAND is the inside of a JSON array.
set -euo pipefail

busybox=$1 archive=$2 name=${3:-localhost/busybox:test} command=${4:-'"/bin/sh"'}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
blobs=$work/image/blobs/sha256
mkdir -p "$blobs" "$work/root"/{bin,dev,etc,proc,sys,tmp,root,run,var}

# Moves a file to its place among the blobs and prints the descriptor of it.
add_blob() {
        local file=$1 type=$2 digest
        digest=$(sha256sum "$file" | cut -d ' ' -f 1)
        printf '{"mediaType":"application/vnd.oci.image.%s","digest":"sha256:%s","size":%d}' "$type" "$digest" "$(stat -c %s "$file")"
        mv "$file" "$blobs/$digest"
}

digest_of() {
        sed -E 's/.*"digest":"sha256:([0-9a-f]+)".*/\1/' <<<"$1"
}

cp "$busybox" "$work/root/bin/busybox"
for applet in $("$busybox" --list); do
        [[ $applet == busybox ]] || ln -s busybox "$work/root/bin/$applet"
done
echo 'root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/:/bin/false' >"$work/root/etc/passwd"
echo 'root:x:0:
nobody:x:65534:' >"$work/root/etc/group"
chmod 1777 "$work/root/tmp"

tar -C "$work/root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$work/layer.tar" .
diff_id=$(sha256sum "$work/layer.tar" | cut -d ' ' -f 1)
layer=$(add_blob "$work/layer.tar" layer.v1.tar)
printf '{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/bin"],"Cmd":[%s]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
        "$command" "$diff_id" >"$work/config"
config=$(add_blob "$work/config" config.v1+json)
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' "$config" "$layer" >"$work/manifest"
manifest=$(add_blob "$work/manifest" manifest.v1+json)
printf '{"schemaVersion":2,"manifests":[%s,"annotations":{"io.containerd.image.name":"%s","org.opencontainers.image.ref.name":"%s"}}]}' \
        "${manifest%\}}" "$name" "$name" >"$work/image/index.json"
printf '{"imageLayoutVersion":"1.0.0"}' >"$work/image/oci-layout"
printf '[{"Config":"blobs/sha256/%s","RepoTags":["%s"],"Layers":["blobs/sha256/%s"]}]' \
        "$(digest_of "$config")" "$name" "$(digest_of "$layer")" >"$work/image/manifest.json"
tar -C "$work/image" -cf "$archive" .
