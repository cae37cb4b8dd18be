#!/usr/bin/env bash
# Show the log of a service, all its replicas together.
#
#   docker_manual/logs.sh front|client|inference|postgres|objects|prometheus|registry [--follow, --since 1h …]
set -euo pipefail
# shellcheck source=docker_manual/engine.sh
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"

[[ $# -gt 0 ]] || die "usage: logs.sh front|client|inference|postgres|objects|prometheus|registry [options]"
need_engine
service=$1
shift
if [[ $service = registry ]]; then
  exec docker logs --tail 100 "$@" "$STACK_NAME-registry"
fi
exec docker service logs --tail 100 "$@" "${STACK_NAME}_$service"
