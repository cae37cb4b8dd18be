#!/usr/bin/env bash
# Deploy the stack, or bring a running one to what the settings say; wait until it runs.
#
#   docker_manual/start.sh
#
# The running services keep their images and replica counts: those are changed by update.sh, scale.sh
# and rollout.py. A first start builds the client and has no inference replicas: there is no model
# yet. CLIENT_IMAGE names a client built elsewhere. SITE_ADDRESS=example.school with CLIENT_PORT=443
# serves HTTPS with a certificate of its own (the name must lead here from the internet).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=docker_manual/engine.sh
source "$here/engine.sh"

choose_site() { # port and cookies follow from the address
  if [[ -z ${SITE_ADDRESS:-} || $SITE_ADDRESS = :* || $SITE_ADDRESS = http://* ]]; then
    export SITE_ADDRESS=:5000 FRONT_PORT=5000
  else
    export FRONT_PORT=443 CLIENT_HTTPS=1
  fi
}

keep_what_runs() {
  INFERENCE_IMAGE=$(live_image inference) || INFERENCE_IMAGE=""
  INFERENCE_REPLICAS=$(live_replicas inference) || INFERENCE_REPLICAS=0
  CLIENT_REPLICAS=$(live_replicas client) || true
  CLIENT_IMAGE=${CLIENT_IMAGE:-$(live_image client || true)}
  [[ -n $CLIENT_IMAGE ]] || CLIENT_IMAGE=$("$here/push.sh" "$("$here/build-client.sh" | tail -1)" | tail -1)
  export INFERENCE_IMAGE INFERENCE_REPLICAS CLIENT_REPLICAS CLIENT_IMAGE
}

deploy() {
  CADDYFILE_DIGEST=$(sha256sum "$here/Caddyfile" | cut -c1-12)
  export CADDYFILE_DIGEST
  docker stack deploy --compose-file "$ROOT/docker-compose.yml" --resolve-image never --prune \
    --with-registry-auth "$STACK_NAME" >&2
}

remove_old_configs() {
  local name
  for name in $(docker config ls --filter "name=${STACK_NAME}_caddyfile_" --format '{{.Name}}'); do
    [[ $name = "${STACK_NAME}_caddyfile_$CADDYFILE_DIGEST" ]] || docker config rm "$name" >/dev/null
  done
}

need_swarm
docker secret inspect "${STACK_NAME}_postgres_password" >/dev/null 2>&1 ||
  die "no secrets of the stack $STACK_NAME yet: run docker_manual/service-init.sh first"
[[ -d $DKT_HOME/postgresql ]] || die "no folder $DKT_HOME/postgresql: run docker_manual/service-init.sh"
choose_site
keep_what_runs
deploy
for service in postgres objects client inference front; do
  say "waiting for $service"
  await_service "$service"
done
remember_client
remove_old_configs
say "the stack $STACK_NAME runs; the page is at port $CLIENT_PORT of this server"
