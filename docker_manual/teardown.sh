#!/usr/bin/env bash
# Stop the stack and remove its services; what it stored stays, unless it is asked for.
#
#   docker_manual/teardown.sh [--all [--yes]] [--leave-swarm]
#
#   --all          the registry, the secrets and every volume, too: the students' answers are gone.
#                  Asks for the word yes, unless --yes is given.
#   --leave-swarm  make this engine a single one again
set -euo pipefail
# shellcheck source=docker_manual/engine.sh
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"
# shellcheck source=docker_manual/secrets.sh
source "$(dirname "${BASH_SOURCE[0]}")/secrets.sh"

all="" yes="" leave=""
for option in "$@"; do
  case $option in
    --all) all=1 ;;
    --yes) yes=1 ;;
    --leave-swarm) leave=1 ;;
    *) die "unknown option $option; usage: teardown.sh [--all [--yes]] [--leave-swarm]" ;;
  esac
done

remove_stack() {
  local mine="label=com.docker.stack.namespace=$STACK_NAME"
  docker stack rm "$STACK_NAME" >&2
  # Swarm forgets a stack at once; its containers and networks take their time
  until [[ -z $(docker ps --all --quiet --filter "$mine")$(docker network ls --quiet --filter "$mine") ]]; do
    ((SECONDS < 180)) || die "containers of $STACK_NAME are still there: docker ps --filter $mine"
    sleep 0.5
  done
}

remove_what_it_stored() {
  local name
  for name in "${SECRETS[@]}"; do
    ! secret_exists "$name" || docker secret rm "${STACK_NAME}_$name"
  done
  docker rm --force "$STACK_NAME-registry" >/dev/null 2>&1 || true # there may be none
  for name in "${STACK_NAME}_front" "${STACK_NAME}_postgres" "${STACK_NAME}_objects" \
    "${STACK_NAME}_prometheus" "$STACK_NAME-registry"; do
    docker volume rm --force "$name"
  done
}

if [[ -n $all && -z $yes ]]; then
  read -r -p "Remove every volume of the stack $STACK_NAME, the students' answers too? Type yes: " answer || answer=""
  [[ $answer = yes ]] || die "nothing was removed"
fi
need_swarm
remove_stack
[[ -z $all ]] || remove_what_it_stored >&2
[[ -z $leave ]] || docker swarm leave --force >&2
say "the stack $STACK_NAME is gone"
