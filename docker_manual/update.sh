#!/usr/bin/env bash
# Update a running service without a gap; fails, with the reason, when Swarm rolled it back.
#
#   docker_manual/update.sh client [IMAGE]       default: built and pushed from this checkout
#   docker_manual/update.sh inference REPOSITORY@DIGEST       the same as: python -m deploy rollout …
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=docker_manual/engine.sh
source "$here/engine.sh"

update_client() { # [IMAGE]
  local image=${1:-}
  need_swarm
  live_image client >/dev/null || die "the stack $STACK_NAME does not run: docker_manual/start.sh"
  [[ -n $image ]] || image=$("$here/push.sh" "$("$here/build-client.sh" | tail -1)" | tail -1)
  if [[ $image = "$(live_image client)" ]]; then
    say "the client runs $image already"
    return
  fi
  say "updating the client to $image"
  docker service update --detach --with-registry-auth --image "$image" --no-resolve-image \
    "${STACK_NAME}_client" >/dev/null
  await_service client
  [[ $(live_image client) = "$image" ]] || die "the client runs $(live_image client), not $image"
  remember_client
  say "the client runs $image"
}

case ${1:-} in
  client) update_client "${2:-}" ;;
  inference)
    [[ $# = 2 ]] || die "usage: update.sh inference REPOSITORY@DIGEST"
    cd "$ROOT" && exec .venv/bin/python -m deploy rollout "$2"
    ;;
  *) die "usage: update.sh client [IMAGE] | inference REPOSITORY@DIGEST" ;;
esac
