#!/usr/bin/env bash
# Deploy the stack, or bring a running one to what the settings say; wait until it runs.
#
#   docker_manual/start.sh
#
# The running services keep their images and replica counts: those are changed by update.sh, scale.sh
# and a rollout. A first start builds the client and has no inference replicas: there is no model
# yet. CLIENT_IMAGE names a client built elsewhere. SITE_ADDRESS=example.school with CLIENT_PORT=443
# serves HTTPS with a certificate of its own (the name must lead here from the internet).
# TRUSTED_PROXIES=10.0.0.7 (addresses or ranges, by commas) is a proxy of the site's own in front,
# whose word on a browser's address is believed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=docker_manual/engine.sh
source "$here/engine.sh"
# shellcheck source=docker_manual/deployed.sh
source "$here/deployed.sh"

keep_what_runs() {
  local replicas image
  INFERENCE_IMAGE=$(live_image inference) || INFERENCE_IMAGE=""
  INFERENCE_REPLICAS=$(live_replicas inference) || INFERENCE_REPLICAS=0
  replicas=$(live_replicas client) || replicas=$CLIENT_REPLICAS
  # change-secret.sh, which removed the service, says what it ran
  image=$(live_image client) || image=${KEEP_CLIENT_IMAGE:-}
  CLIENT_REPLICAS=$replicas CLIENT_IMAGE=${CLIENT_IMAGE:-$image}
  [[ -n $CLIENT_IMAGE ]] || CLIENT_IMAGE=$("$here/push.sh" "$("$here/build-client.sh" | tail -1)" | tail -1)
  export INFERENCE_IMAGE INFERENCE_REPLICAS CLIENT_REPLICAS CLIENT_IMAGE
}

# Two servers on one folder would be the end of it. (Swarm itself sees to that while it knows both.)
await_old_containers() {
  local service
  for service in postgres objects; do
    live "$service" '{{.ID}}' >/dev/null || await_no_container "$service"
  done
}

deploy() {
  docker stack deploy --compose-file "$ROOT/docker-compose.yml" --resolve-image never --prune \
    --with-registry-auth "$STACK_NAME" >&2
}

remove_old_configs() {
  local name
  for name in $(docker config ls --filter "name=${STACK_NAME}_" --format '{{.Name}}'); do
    case $name in
      "${STACK_NAME}_caddyfile_$CADDYFILE_DIGEST") ;;
      "${STACK_NAME}_prometheus_$MONITORING_DIGEST" | "${STACK_NAME}_alerts_$MONITORING_DIGEST") ;;
      "${STACK_NAME}_caddyfile_"* | "${STACK_NAME}_prometheus_"* | "${STACK_NAME}_alerts_"*)
        docker config rm "$name" >/dev/null
        ;;
    esac
  done
}

need_swarm
docker secret inspect "${STACK_NAME}_postgres_password" >/dev/null 2>&1 ||
  die "no secrets of the stack $STACK_NAME yet: run docker_manual/service-init.sh first"
[[ -d $DKT_HOME/postgresql ]] || die "no folder $DKT_HOME/postgresql: run docker_manual/service-init.sh"
[[ $MONITORING = 0 || -n ${CLIENT_METRICS_TOKEN:-} ]] ||
  die "MONITORING=1 needs CLIENT_METRICS_TOKEN, which Prometheus shows the page: set it in $SETTINGS_FILE"
digest=$(deployment_digest)
keep_what_runs
await_old_containers
rm -f "$DEPLOYED"
deploy
for service in postgres objects client inference front prometheus; do
  say "waiting for $service"
  await_service "$service"
done
remember_client
remove_old_configs
echo "$digest" >"$DEPLOYED"
say "the stack $STACK_NAME runs; the page is $(page_address)"
