#!/usr/bin/env bash
# Push an image to the registry; the last line printed is its name there, by digest.
#
#   docker_manual/push.sh IMAGE
#
# That name, repository@sha256:…, means these bytes and no others: it is what gets deployed.
set -euo pipefail
# shellcheck source=docker_manual/engine.sh
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"

[[ $# = 1 ]] || die "usage: push.sh IMAGE"
need_engine
name=$REGISTRY/${1#"$REGISTRY/"}
docker image inspect "$1" >/dev/null 2>&1 || die "there is no image $1: docker image ls"
[[ $name = "$1" ]] || docker tag "$1" "$name"
told=$(docker push "$name") || die "$REGISTRY did not take $1; does it run? docker_manual/registry.sh"
digest=$(grep -oE 'digest: sha256:[0-9a-f]{64}' <<<"$told" | tail -1)
[[ -n $digest ]] || die "docker push named no digest; it said: $told"
repository=${name%:*} # without the tag,
[[ $repository != "${REGISTRY%:*}" && ${name##*:} != */* ]] || repository=$name # if there is one
echo "$repository@${digest#digest: }"
