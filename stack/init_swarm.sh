#!/usr/bin/env bash
# Sourced by init_for_inference_server.sh: Docker, the images, Swarm and the stack. The pages of
# docker_manual/ do the work; here is when, and how it is seen that it was done.

# ── engine ──
title engine "Docker Engine"

engine_done() { docker version --format '{{.Server.Version}}'; }

engine_do() { docker_manual/start-engine.sh; }

engine_note() {
  [[ -d $SYSTEMD ]] || echo "no systemd here: the engine is an ordinary process, log /var/log/dkt-dockerd.log"
}

# ── images ──
title images "images that everything is built on"

# Settings and functions of docker_manual's pages; in a subshell, since the settings get exported.
manual() (
  # shellcheck source=/dev/null # what it sets is meant to stay in here
  source docker_manual/engine.sh
  # shellcheck source=/dev/null
  source docker_manual/secrets.sh
  # shellcheck source=/dev/null
  source docker_manual/deployed.sh
  "$@"
)

missing_images() {
  local image
  for image in "$BASE_IMAGE" "$FRONT_IMAGE" "$POSTGRES_IMAGE" \
    $( ((OBJECT_STORE_REPLICAS == 0)) || echo "$OBJECT_STORE_IMAGE") \
    $( ((MONITORING == 0)) || echo "$PROMETHEUS_IMAGE") \
    $(registry_is_elsewhere || echo "$REGISTRY_IMAGE"); do
    docker image inspect "$image" >/dev/null 2>&1 || echo "$image"
  done
}

registry_is_elsewhere() { [[ ${REGISTRY%:*} != 127.* && ${REGISTRY%:*} != localhost ]]; }

images_done() { [[ -z $(manual missing_images) ]]; }

images_do() {
  local image
  for image in $(manual missing_images); do
    docker pull "$image" ||
      die "$image is not here and could not be pulled: name another in the environment, or where" \
        "Docker Hub is out of reach run docker_manual/air-gap.sh, which says what to name"
  done
}

# ── Swarm ──
title swarm "Swarm, secrets, registry"

swarm_is_ready() {
  [[ $(docker info --format '{{.Swarm.ControlAvailable}}') = true ]] && secrets_are_current || return 1
  registry_is_elsewhere ||
    [[ $(docker container inspect --format '{{.State.Running}}' "$STACK_NAME-registry") = true ]]
}

swarm_done() { [[ -d $DKT_HOME/postgresql ]] && manual swarm_is_ready; }

swarm_do() { docker_manual/service-init.sh; }

# ── the stack ──
title stack "the stack: page, database, inference service"

stack_runs() {
  local service
  is_deployed || return 1 # the compose file and the settings of today
  for service in postgres objects client inference front; do
    running "$service" || return 1
  done
  (exec 4<>"/dev/tcp/127.0.0.1/$CLIENT_PORT")
}

stack_done() { manual stack_runs; }

stack_do() { docker_manual/start.sh; }
