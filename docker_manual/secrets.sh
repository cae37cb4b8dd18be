#!/usr/bin/env bash
# Sourced by other pages, after engine.sh: the secrets of the stack, as the settings say them.
#
# Swarm never tells a secret again and never changes one in use: a label keeps a digest of its value,
# by which a changed setting is seen. change-secret.sh brings it into a running stack.

SECRETS=(client_secret_key client_database_url postgres_password aws_access_key_id aws_secret_access_key)

need_secret_settings() {
  local name missing=() needed=(CLIENT_SECRET_KEY POSTGRES_PASSWORD)
  [[ $OBJECT_STORE_REPLICAS = 0 ]] || needed+=(AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY)
  for name in "${needed[@]}"; do
    [[ -n ${!name:-} ]] || missing+=("$name")
  done
  [[ ${#missing[@]} = 0 ]] || die "no ${missing[*]} in the environment or in $SETTINGS_FILE"
}

in_url() { # TEXT, as it has to stand in a URL
  local LC_ALL=C text="" k character
  for ((k = 0; k < ${#1}; k++)); do
    character=${1:k:1}
    [[ $character = [A-Za-z0-9._~-] ]] || printf -v character '%%%02X' "'$character"
    text+=$character
  done
  printf '%s' "$text"
}

secret_value() { # SECRET
  case $1 in
    client_secret_key) printf '%s' "${CLIENT_SECRET_KEY:-}" ;;
    client_database_url)
      printf 'postgresql://dkt:%s@postgres/dkt' "$(in_url "${POSTGRES_PASSWORD:-}")"
      ;;
    postgres_password) printf '%s' "${POSTGRES_PASSWORD:-}" ;;
    aws_*)
      local name=${1^^}
      # a service can't name secrets that are not there, not even one of 0 replicas
      if [[ $OBJECT_STORE_REPLICAS = 0 ]]; then printf 'unused'; else printf '%s' "${!name:-}"; fi
      ;;
  esac
}

secret_setting() { # SECRET: the setting that it follows from
  if [[ $1 = client_database_url ]]; then echo POSTGRES_PASSWORD; else echo "${1^^}"; fi
}

secret_digest() { # SECRET
  printf '%s=%s' "${STACK_NAME}_$1" "$(secret_value "$1")" | sha256sum | cut -c1-16
}

secret_exists() { docker secret inspect "${STACK_NAME}_$1" >/dev/null 2>&1; }

secret_is_current() { # SECRET
  local known
  known=$(docker secret inspect --format '{{index .Spec.Labels "dkt.digest"}}' "${STACK_NAME}_$1" 2>/dev/null) &&
    [[ $known = "$(secret_digest "$1")" ]]
}

secrets_are_current() {
  local secret
  for secret in "${SECRETS[@]}"; do
    secret_is_current "$secret" || return 1
  done
}

make_secret() { # SECRET: 1 while a service uses another value
  local name=${STACK_NAME}_$1
  ! secret_is_current "$1" || return 0
  if secret_exists "$1"; then
    docker secret rm "$name" >/dev/null 2>&1 || return 1
  fi
  secret_value "$1" | docker secret create --label "dkt.digest=$(secret_digest "$1")" "$name" - >/dev/null ||
    die "the secret $name could not be made; above is what Docker said"
  say "secret $name made"
}
