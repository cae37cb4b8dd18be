#!/usr/bin/env bash
# Build the base image without Docker Hub, from Debian's packages alone:
#
#   docker_manual/base-image.sh [NAME]        default name: dkt-base:bookworm
#
# For schools behind an air gap: name it in BASE_IMAGE of the settings file, and every image of the
# platform is built on it. DEBIAN_MIRROR chooses another mirror. Where the package registries are
# reached through a company's own certificate authority, this machine's CA bundle goes along.
# Needs debootstrap; takes some two minutes; an image of that name which is there already is kept.
set -euo pipefail

name=${1:-dkt-base:bookworm}
packages=ca-certificates,python3,python3-pip,python3-venv
bundle=/etc/ssl/certs/ca-certificates.crt

if docker image inspect "$name" >/dev/null 2>&1; then
  echo "$name is there already"
  exit
fi
command -v debootstrap >/dev/null || {
  echo "base-image.sh: no debootstrap: apt-get install debootstrap" >&2
  exit 1
}

root=$(mktemp -d "${TMPDIR:-/var/tmp}/dkt-base.XXXXXX")
trap 'rm -rf "$root" "$root.log"' EXIT
echo "installing Debian bookworm with Python"
debootstrap --variant=minbase --include="$packages" bookworm "$root" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$root.log" || {
  tail "$root.log" >&2
  exit 1
}
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* \
  "$root"/usr/share/{doc,man,locale}/*
ln -s python3 "$root/usr/bin/python"
cp "$bundle" "$root$bundle"

tar -C "$root" -c . | docker import \
  --change 'ENV LANG=C.UTF-8' \
  --change "ENV SSL_CERT_FILE=$bundle PIP_CERT=$bundle" \
  --change 'CMD ["python3"]' \
  - "$name" >/dev/null
docker image ls "$name"
