#!/usr/bin/env bash
# Run N replicas of a service; wait until they do.
#
#   docker_manual/scale.sh client|inference N
#
# The other services are one by nature: a database, an object store, a front on each node.
set -euo pipefail
# shellcheck source=docker_manual/engine.sh
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"

[[ $# = 2 && $1 =~ ^(client|inference)$ && $2 =~ ^[0-9]+$ ]] || die "usage: scale.sh client|inference N"
need_swarm
image=$(live_image "$1") || die "the stack $STACK_NAME does not run: docker_manual/start.sh"
[[ $image != no-*-image-yet* ]] || die "there is no $1 image yet: a first model has to be rolled out"
docker service scale --detach "${STACK_NAME}_$1=$2" >/dev/null
await_service "$1"
say "$1 runs with $2 replicas"
