#!/usr/bin/env bash
# Make this server ready for the stack: Swarm, secrets, registry, folder of the database socket.
#
#   docker_manual/service-init.sh
#
# A second run is harmless. ADVERTISE_ADDR is the address that other nodes would join at; the
# default, 127.0.0.1, lets none in: name the server's own before the first run if nodes are to come.
# Secrets come from the settings file: CLIENT_SECRET_KEY, POSTGRES_PASSWORD and, where the platform
# brings the object store (OBJECT_STORE_REPLICAS=1), AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
# Swarm never tells a secret again and never changes one in use: a label keeps a digest of its value,
# and a changed one is told here, with what to do.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=docker_manual/engine.sh
source "$here/engine.sh"

check_settings() {
  local name missing=() needed=(CLIENT_SECRET_KEY POSTGRES_PASSWORD)
  [[ $OBJECT_STORE_REPLICAS = 0 ]] || needed+=(AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY)
  for name in "${needed[@]}"; do
    [[ -n ${!name:-} ]] || missing+=("$name")
  done
  [[ ${#missing[@]} = 0 ]] || die "no ${missing[*]} in the environment or in $SETTINGS_FILE"
}

join_swarm() {
  local listen=()
  [[ $(docker info --format '{{.Swarm.LocalNodeState}}') != active ]] || return 0
  [[ $ADVERTISE_ADDR != 127.* ]] || listen=(--listen-addr "$ADVERTISE_ADDR:2377")
  docker swarm init --advertise-addr "$ADVERTISE_ADDR" "${listen[@]}" >/dev/null
  say "this engine is a Swarm manager now, at $ADVERTISE_ADDR"
}

make_secret() { # NAME VALUE SERVICE-THAT-USES-IT
  local name=${STACK_NAME}_$1 value=$2 digest known
  digest=$(printf '%s=%s' "$name" "$value" | sha256sum | cut -c1-16)
  if known=$(docker secret inspect --format '{{index .Spec.Labels "dkt.digest"}}' "$name" 2>/dev/null); then
    [[ $known != "$digest" ]] || return 0
    if ! docker secret rm "$name" >/dev/null 2>&1; then
      say "WARNING: the settings say another $1 than the running stack uses. To change it, which" \
        "stops $3 for some seconds:"
      say "  docker service rm ${STACK_NAME}_$3 && docker_manual/service-init.sh && docker_manual/start.sh"
      return 0
    fi
  fi
  printf '%s' "$value" | docker secret create --label "dkt.digest=$digest" "$name" - >/dev/null
  say "secret $name made"
}

make_secrets() {
  local LC_ALL=C password="" k character
  for ((k = 0; k < ${#POSTGRES_PASSWORD}; k++)); do # as it has to stand in a URL
    character=${POSTGRES_PASSWORD:k:1}
    [[ $character = [A-Za-z0-9._~-] ]] || printf -v character '%%%02X' "'$character"
    password+=$character
  done
  make_secret client_secret_key "$CLIENT_SECRET_KEY" client
  make_secret client_database_url "postgresql://dkt:$password@postgres/dkt" client
  make_secret postgres_password "$POSTGRES_PASSWORD" postgres
  # a service can't name secrets that are not there, not even one of 0 replicas
  [[ $OBJECT_STORE_REPLICAS != 0 ]] || AWS_ACCESS_KEY_ID=unused AWS_SECRET_ACCESS_KEY=unused
  make_secret aws_access_key_id "$AWS_ACCESS_KEY_ID" objects
  make_secret aws_secret_access_key "$AWS_SECRET_ACCESS_KEY" objects
}

need_engine
check_settings
join_swarm
make_secrets
mkdir -p "$DKT_HOME/postgresql" # the database's image makes it its own user's
"$here/registry.sh"
