#!/usr/bin/env bash
# Make this server ready for the stack: Swarm, secrets, registry, folder of the database socket.
#
#   docker_manual/service-init.sh
#
# A second run is harmless. ADVERTISE_ADDR is the address that other nodes would join at; the
# default, 127.0.0.1, lets none in: name the server's own before the first run if nodes are to come.
# Secrets come from the settings file: CLIENT_SECRET_KEY, POSTGRES_PASSWORD and, where the platform
# brings the object store (OBJECT_STORE_REPLICAS=1), AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
# One that has changed under a running stack is told, with what to do, and is exit code 1.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=docker_manual/engine.sh
source "$here/engine.sh"
# shellcheck source=docker_manual/secrets.sh
source "$here/secrets.sh"

join_swarm() {
  local listen=()
  [[ $(docker info --format '{{.Swarm.LocalNodeState}}') != active ]] || return 0
  [[ $ADVERTISE_ADDR != 127.* ]] || listen=(--listen-addr "$ADVERTISE_ADDR:2377")
  docker swarm init --advertise-addr "$ADVERTISE_ADDR" "${listen[@]}" >/dev/null
  say "this engine is a Swarm manager now, at $ADVERTISE_ADDR"
}

# A database that is there keeps the password that it has: a new secret alone would lock the page out.
would_lock_out() { # SECRET
  [[ $(secret_setting "$1") = POSTGRES_PASSWORD ]] && secret_exists "$1" && ! secret_is_current "$1" &&
    docker volume inspect "${STACK_NAME}_postgres" >/dev/null 2>&1
}

changed="" # settings that the stack has another value of
make_secrets() {
  local secret setting
  for secret in "${SECRETS[@]}"; do
    if would_lock_out "$secret" || ! make_secret "$secret"; then
      setting=$(secret_setting "$secret")
      [[ " $changed " = *" $setting "* ]] || changed+="${changed:+ }$setting"
    fi
  done
}

need_engine
need_secret_settings
join_swarm
make_secrets
mkdir -p "$DKT_HOME/postgresql" # the database's image makes it its own user's
"$here/registry.sh"
for setting in $changed; do
  say "WARNING: the settings say another $setting than the stack uses. This brings it in, and stops" \
    "who uses it for some seconds:"
  say "  docker_manual/change-secret.sh $setting"
done
[[ -z $changed ]]
