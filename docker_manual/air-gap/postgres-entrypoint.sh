#!/usr/bin/env bash
# Entrypoint of dkt-postgres: makes the database on the first start, then becomes the server.
# The names are the official image's: POSTGRES_USER (postgres), POSTGRES_DB (the user's name),
# POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE, PGDATA. Passwords are asked for over TCP and socket.
set -euo pipefail

sockets=/var/run/postgresql

die() {
  echo "dkt-postgres: $*" >&2
  exit 1
}

make_database() {
  local user=${POSTGRES_USER:-postgres} password=${POSTGRES_PASSWORD:-}
  local database=${POSTGRES_DB:-$user} aside=$PGDATA/new
  if [[ -n ${POSTGRES_PASSWORD_FILE:-} ]]; then
    password=$(<"$POSTGRES_PASSWORD_FILE")
  fi
  [[ -n $password ]] || die "no password: set POSTGRES_PASSWORD_FILE (or POSTGRES_PASSWORD)"
  rm -rf "$aside" # left by a first start that was broken off
  [[ -z $(ls -A "$PGDATA") ]] || die "$PGDATA holds files but no database: empty the volume"

  initdb --pgdata "$aside" --username "$user" --pwfile <(printf '%s\n' "$password") \
    --encoding UTF8 --locale C.UTF-8 --auth-host scram-sha-256 --auth-local scram-sha-256
  echo "host all all all scram-sha-256" >>"$aside/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$aside/postgresql.conf"
  if [[ $database != postgres ]]; then
    # the server that serves nobody but its standard input
    echo "CREATE DATABASE \"${database//\"/\"\"}\"" | postgres --single -D "$aside" postgres
  fi
  mv "$aside"/[^P]* "$aside"/PG_VERSION "$PGDATA"/ # in this order: PG_VERSION says that it is whole
  rmdir "$aside"
}

if [[ $(id -u) = 0 ]]; then # the volume and the socket folder may be mounts that belong to root
  mkdir -p "$PGDATA" "$sockets"
  chown -R postgres:postgres "$PGDATA" "$sockets"
  chmod 0700 "$PGDATA"
  chmod 3775 "$sockets"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
[[ -s $PGDATA/PG_VERSION ]] || make_database
exec "$@"
