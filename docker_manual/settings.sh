#!/usr/bin/env bash
# Sourced by the other pages: this machine's settings as exported variables.
#
# They come from the environment, then from the settings file ($SETTINGS_FILE, default
# var/settings.env, one NAME=value a line), then from the defaults below. The file is read, never
# run: a value may hold spaces, $ and quotes. settings.py explains the names that Python reads, too.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SETTINGS_FILE=${SETTINGS_FILE:-$ROOT/var/settings.env}

read_settings_file() {
  local line name value
  [[ -f $SETTINGS_FILE ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    [[ $line =~ ^[[:space:]]*([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] || continue
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    # as Python reads the file: one pair of quotes round a value is not part of it
    [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]] && value=${BASH_REMATCH[1]}
    [[ -n ${!name+set} ]] || export "$name=$value"
  done <"$SETTINGS_FILE"
}

default() { # NAME value: an empty one counts as not given
  [[ -n ${!1:-} ]] || export "$1=$2"
}

read_settings_file
default DKT_HOME "$ROOT/var"
[[ $DKT_HOME = /* ]] || export DKT_HOME="$ROOT/$DKT_HOME"
default STACK_NAME dkt
default ADVERTISE_ADDR 127.0.0.1
default ENDPOINT_MODE vip
default BASE_IMAGE python:3.11-slim
default REGISTRY 127.0.0.1:5001 # not 5000: the front listens there on every address
default REGISTRY_IMAGE registry:2
default FRONT_IMAGE caddy:2
default POSTGRES_IMAGE postgres:17
default OBJECT_STORE_IMAGE chrislusf/seaweedfs:4.48
default OBJECT_STORE_REPLICAS 0
default PROMETHEUS_IMAGE prom/prometheus:v3.5.0
default MONITORING 0
default CLIENT_REPLICAS 2
default CLIENT_PORT 5000
default S3_PORT 8333
default S3_BUCKET dkt
