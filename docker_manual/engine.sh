#!/usr/bin/env bash
# Sourced by the other pages: the settings, and what several pages ask of the engine.

# shellcheck source=docker_manual/settings.sh
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

CLIENT_IMAGES=$DKT_HOME/client-images # which clients ran here, newest last; see rollback.sh

say() { echo "$*" >&2; }
die() {
  say "${0##*/}: $*"
  exit 1
}

need_engine() {
  local told
  command -v docker >/dev/null || die "no docker command: install Docker Engine first"
  told=$(docker version --format '{{.Server.Version}}' 2>&1) ||
    die "no Docker engine answers: start it (systemctl start docker). It was: $told"
}

need_swarm() {
  need_engine
  [[ $(docker info --format '{{.Swarm.ControlAvailable}}') = true ]] ||
    die "this engine is no Swarm manager: docker_manual/service-init.sh makes it one"
}

live() { # SERVICE FORMAT: a fact of a running service; fails without the service
  docker service inspect --format "$2" "${STACK_NAME}_$1" 2>/dev/null
}
live_image() { live "$1" '{{.Spec.TaskTemplate.ContainerSpec.Image}}'; }
live_replicas() { live "$1" '{{.Spec.Mode.Replicated.Replicas}}'; }
update_state() { live "$1" '{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}'; }

containers() { # SERVICE: those of it that run on this node, though Swarm may know it no more
  docker ps --quiet --filter "label=com.docker.swarm.service.name=${STACK_NAME}_$1"
}

# Swarm forgets a service that is removed at once, while its container takes its time to stop.
await_no_container() { # SERVICE
  local end=$((SECONDS + 90)) left told="" # its stop_grace_period is 60 s at most
  while left=$(containers "$1") || die "docker ps failed, see above"; [[ -n $left ]]; do
    [[ -n $told ]] || say "waiting for the old $1 to stop"
    told=1
    ((SECONDS < end)) || die "an old container of $1 still runs: docker stop $left"
    sleep 0.5
  done
}

remember_client() { # the one that runs now
  local image
  image=$(live_image client)
  [[ -f $CLIENT_IMAGES && $(tail -1 "$CLIENT_IMAGES") = "$image" ]] || echo "$image" >>"$CLIENT_IMAGES"
}

running() { # SERVICE: true while as many tasks run, healthy, as are wanted
  local name=${STACK_NAME}_$1 counts
  counts=$(docker service ls --filter "name=$name" --format '{{.Name}} {{.Replicas}}' |
    awk -v name="$name" '$1 == name {print $2}')
  [[ -n $counts && ${counts%/*} = "${counts#*/}" ]]
}

# Wait until a service runs as it is asked to; 1 when it was rolled back or is late, with the reason.
# It has to be seen so three times: right after a change, Swarm still shows the old tasks.
await_service() { # SERVICE [SECONDS]
  local service=$1 end=$((SECONDS + ${2:-${DEPLOY_TIMEOUT:-300}})) seen=0 state
  while ((seen < 3)); do
    state=$(update_state "$service") || die "there is no service ${STACK_NAME}_$service"
    case $state in
      rollback_completed | rollback_paused | paused)
        explain "$service" "was not taken: Swarm says $state"
        return 1
        ;;
    esac
    if [[ $state != updating && $state != rollback_started ]] && running "$service"; then
      seen=$((seen + 1))
    else
      seen=0
    fi
    if ((SECONDS >= end)); then
      explain "$service" "does not run as it should in the time given"
      return 1
    fi
    sleep 0.5
  done
}

explain() { # SERVICE WHAT: say it with what Swarm and the log of the task that failed last tell
  local name=${STACK_NAME}_$1 task
  say "${0##*/}: $1 $2. Its tasks:"
  docker service ps --no-trunc --format '  {{.CurrentState}} {{.Image}} {{.Error}}' "$name" >&2
  task=$(docker service ps --format '{{.ID}} {{.CurrentState}}' "$name" |
    awk '$2 ~ /Failed|Rejected|Starting/ {print $1; exit}')
  [[ -n $task ]] || return 0
  say "The end of the log of $task:"
  timeout 10 docker service logs --raw --tail 20 "$task" >&2 || true # it may have none
}
