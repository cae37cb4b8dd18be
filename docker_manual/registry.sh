#!/usr/bin/env bash
# Start the registry that the nodes pull images from, and keep it running.
#
#   docker_manual/registry.sh
#
# A container beside the stack, STACK_NAME-registry, of REGISTRY_IMAGE (the official one, or Debian's
# from air-gap.sh), at REGISTRY (127.0.0.1:5001), with its images in the volume of the same name.
# On loopback the engine needs neither TLS nor a password. With more than one node, name a registry
# of the school's own in REGISTRY (registry.example:443): then none is started.
set -euo pipefail
# shellcheck source=docker_manual/engine.sh
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"

name=$STACK_NAME-registry
host=${REGISTRY%:*} port=${REGISTRY##*:}
wanted="$REGISTRY_IMAGE $REGISTRY"

answers() ( # the registry's own word that it is one; a subshell, which a closed connection may end
  exec 3<>"/dev/tcp/$host/$port" || exit 1
  printf 'GET /v2/ HTTP/1.0\r\nHost: %s\r\n\r\n' "$REGISTRY" >&3 || exit 1
  read -r -t 5 status <&3 || exit 1
  [[ $status = *" 200 "* || $status = *" 401 "* ]]
) 2>/dev/null

keep_running() {
  local runs
  runs=$(docker container inspect --format \
    '{{index .Config.Labels "dkt.wanted"}} {{.State.Running}}' "$name" 2>/dev/null) || runs=""
  [[ $runs != "$wanted true" ]] || return 0
  [[ -z $runs ]] || docker rm -f "$name" >/dev/null # the images stay in the volume
  docker run --detach --name "$name" --label "dkt.wanted=$wanted" --restart always \
    --publish "$REGISTRY:5000" --volume "$name:/var/lib/registry" \
    --env REGISTRY_STORAGE_DELETE_ENABLED=true --memory 256m --log-opt max-size=10m \
    --cap-drop ALL --security-opt no-new-privileges "$REGISTRY_IMAGE" >/dev/null
}

need_engine
[[ $REGISTRY = *:* ]] || die "REGISTRY=$REGISTRY, expected host:port"
if [[ $host != 127.* && $host != localhost ]]; then
  say "the registry is $REGISTRY: none is started here"
  exit
fi
[[ $port != "$CLIENT_PORT" ]] ||
  die "REGISTRY=$REGISTRY and CLIENT_PORT=$CLIENT_PORT want the same port: choose another for one"
keep_running
for ((tries = 0; tries < 100; tries++)); do
  if answers; then
    say "the registry answers at $REGISTRY"
    exit
  fi
  sleep 0.2
done
docker logs --tail 20 "$name" >&2
die "$name does not answer at $REGISTRY within 20 s; above is the end of its log"
