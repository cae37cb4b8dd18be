#!/usr/bin/env bash
# Bring a changed secret of the settings into the running stack; wait until it runs again.
#
#   docker_manual/change-secret.sh CLIENT_SECRET_KEY|POSTGRES_PASSWORD|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY
#   docker_manual/change-secret.sh CLIENT_SECRET_KEY --forget-pins
#
# First write the new value into the settings file. Who uses it stops for some seconds: the page, the
# page and its database, or the object store. Broken off, it goes on when it is run again.
#
# The old containers are waited for before new ones start: two database servers on one folder would
# be the end of it. A new POSTGRES_PASSWORD is told to the database first, as the old one, which its
# container still has. A new CLIENT_SECRET_KEY has the former one behind it, NEW,FORMER, by which PINs
# are still checked.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=docker_manual/engine.sh
source "$here/engine.sh"
# shellcheck source=docker_manual/secrets.sh
source "$here/secrets.sh"

TOLD=$DKT_HOME/postgres-password-told # digest of the password that the database was told

choose() { # SETTING: which secrets follow from it, and who uses them
  case $1 in
    CLIENT_SECRET_KEY) secrets=(client_secret_key) services=(client) ;;
    POSTGRES_PASSWORD) secrets=(client_database_url postgres_password) services=(client postgres) ;;
    AWS_ACCESS_KEY_ID | AWS_SECRET_ACCESS_KEY)
      secrets=(aws_access_key_id aws_secret_access_key) services=(objects)
      ;;
    *) die "usage: change-secret.sh CLIENT_SECRET_KEY|POSTGRES_PASSWORD|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY" ;;
  esac
}

nothing_to_do() { # SETTING
  local name
  [[ $1 != POSTGRES_PASSWORD || ! -f $TOLD ]] || return 1
  for name in "${secrets[@]}"; do secret_is_current "$name" || return 1; done
  for name in "${services[@]}"; do live "$name" '{{.ID}}' >/dev/null || return 1; done
}

query() { # CONTAINER WHOSE-PASSWORD SQL; neither password nor SQL is on a command line
  # shellcheck disable=SC2016 # the container's shell expands these
  local given='IFS= read -r PGPASSWORD' own='PGPASSWORD=$(cat /run/secrets/postgres_password)'
  local psql='export PGPASSWORD; exec psql -h 127.0.0.1 -U dkt -d dkt -qAt -v ON_ERROR_STOP=1'
  if [[ $2 = new ]]; then
    printf '%s\n%s\n' "$POSTGRES_PASSWORD" "$3" | docker exec -i "$1" sh -c "$given; $psql"
  else
    printf '%s\n' "$3" | docker exec -i "$1" sh -c "$own; $psql"
  fi
}

tell_database() {
  local container digest
  digest=$(secret_digest postgres_password)
  [[ ! -f $TOLD || $(<"$TOLD") != "$digest" ]] || return 0 # a run before this one did, and was broken off
  container=$(containers postgres)
  [[ -n $container ]] || die "the database does not run, and only it knows the old password: write that" \
    "into $SETTINGS_FILE, run docker_manual/start.sh, and change it then"
  if ! query "$container" new 'SELECT 1' >/dev/null 2>&1; then
    query "$container" old "ALTER ROLE dkt PASSWORD '${POSTGRES_PASSWORD//\'/\'\'}'" ||
      die "the database did not take the new password, above is what it said; nothing was changed." \
        "If another change was broken off before, write that one's password and run this again"
  fi
  (umask 077 && echo "$digest" >"$TOLD")
  say "the database knows the new password"
}

keep_pins() { # [--forget-pins]: they are hashed with the key in use: the setting must still hold it
  local container has_it
  container=$(containers client | head -n 1)
  [[ -n $container && ${1:-} != --forget-pins ]] || return 0
  has_it='import sys
used = open("/run/secrets/client_secret_key").read().rstrip("\r\n").split(",")[0]
sys.exit(0 if used in sys.stdin.read().split(",") else 3)'
  printf '%s' "$CLIENT_SECRET_KEY" | docker exec -i "$container" python3 -c "$has_it" ||
    die "CLIENT_SECRET_KEY does not hold the key in use, and students' PINs are hashed with that: write" \
      "CLIENT_SECRET_KEY=NEW,FORMER into $SETTINGS_FILE (the page still has the former one: docker exec" \
      "$container cat /run/secrets/client_secret_key). With --forget-pins this goes on all the same:" \
      "then no student of today can sign in again"
}

keep_client() { # its image and replicas, while it is away
  local image replicas
  image=$(live_image client) || image=$(tail -n 1 "$CLIENT_IMAGES" 2>/dev/null) || image=""
  replicas=$(live_replicas client) || replicas=$CLIENT_REPLICAS
  export KEEP_CLIENT_IMAGE=$image CLIENT_REPLICAS=$replicas
}

stop_services() {
  local service
  for service in "${services[@]}"; do
    ! live "$service" '{{.ID}}' >/dev/null || docker service rm "${STACK_NAME}_$service" >/dev/null
  done
  for service in "${services[@]}"; do
    await_no_container "$service"
  done
}

make_them() {
  local secret
  for secret in "${secrets[@]}"; do
    make_secret "$secret" || die "the secret ${STACK_NAME}_$secret is in use by a service of another stack"
  done
}

tell_this_host() { # commands here reach the database by a URL in the settings file
  [[ ${SERVER:-} = inference ]] || return 0
  (cd "$ROOT" && env -i PATH="$PATH" SETTINGS_FILE="$SETTINGS_FILE" \
    .venv/bin/python -m stack prepare --server inference >&2)
}

choose "${1:-}"
need_swarm
need_secret_settings
if nothing_to_do "$1"; then
  say "the stack $STACK_NAME has the $1 of the settings already"
  exit
fi
[[ $1 != POSTGRES_PASSWORD ]] || tell_database
[[ $1 != CLIENT_SECRET_KEY ]] || keep_pins "${2:-}"
keep_client
stop_services
make_them
"$here/start.sh"
if [[ $1 = POSTGRES_PASSWORD ]]; then
  query "$(containers postgres)" new 'SELECT 1' >/dev/null || die "the database refuses the new password"
  tell_this_host
  rm -f "$TOLD"
fi
say "the stack $STACK_NAME has the new $1"
