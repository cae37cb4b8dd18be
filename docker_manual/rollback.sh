#!/usr/bin/env bash
# Go back to what a service ran before its last update; wait until it does.
#
#   docker_manual/rollback.sh client         again: one further back
#   docker_manual/rollback.sh inference      the same as: python -m deploy rollback
#
# Swarm's own memory is one change deep, and scaling is a change, too: DKT_HOME/client-images lists
# the clients that ran here, newest last.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=docker_manual/engine.sh
source "$here/engine.sh"

rollback_client() {
  local from to
  need_swarm
  from=$(live_image client) || die "the stack $STACK_NAME does not run: docker_manual/start.sh"
  touch "$CLIENT_IMAGES"
  to=$(grep -vxF "$from" "$CLIENT_IMAGES" | tail -1) || die "no client ran here before $from"
  "$here/update.sh" client "$to"
  grep -vxF "$from" "$CLIENT_IMAGES" | uniq >"$CLIENT_IMAGES.new"
  mv "$CLIENT_IMAGES.new" "$CLIENT_IMAGES"
}

case ${1:-} in
  client) rollback_client ;;
  inference) cd "$ROOT" && exec .venv/bin/python -m deploy rollback ;;
  *) die "usage: rollback.sh client|inference" ;;
esac
