#!/usr/bin/env bash
# Sourced by other pages, after engine.sh: what start.sh would deploy, and whether that is what runs.

DEPLOYED=$DKT_HOME/deployed # digest of what start.sh deployed last, and saw run
KEPT=" CLIENT_REPLICAS INFERENCE_IMAGE INFERENCE_REPLICAS " # what start.sh takes from what runs

choose_site() { # port, cookies and proxies follow from the address
  if [[ -z ${SITE_ADDRESS:-} || $SITE_ADDRESS = :* || $SITE_ADDRESS = http://* ]]; then
    export SITE_ADDRESS=:5000 FRONT_PORT=5000
  else
    export FRONT_PORT=443 CLIENT_HTTPS=1
  fi
  export TRUSTED_PROXIES=${TRUSTED_PROXIES:-}
  TRUSTED_PROXIES=${TRUSTED_PROXIES//,/ }
  [[ -z $TRUSTED_PROXIES ]] || default CLIENT_PROXIES 2
  default CLIENT_PROXIES 1
}

page_address() { # as browsers type it
  local port=$CLIENT_PORT
  if [[ $FRONT_PORT = 443 ]]; then
    if [[ $port = 443 ]]; then port=""; else port=:$port; fi
    echo "https://${SITE_ADDRESS#https://}$port"
  else
    echo "http://$(hostname):$port"
  fi
}

# Of the compose file, and of what the settings give to its variables.
deployment_digest() {
  local name names
  mapfile -t names < <(grep -oE '\$\{[A-Z0-9_]+' "$ROOT/docker-compose.yml" | cut -c3- | sort -u)
  {
    cat "$ROOT/docker-compose.yml"
    for name in "${names[@]}"; do
      [[ $KEPT = *" $name "* ]] || printf '%s=%s\n' "$name" "${!name:-}"
    done
  } | sha256sum | cut -c1-16
}

is_deployed() { [[ -f $DEPLOYED && $(<"$DEPLOYED") = "$(deployment_digest)" ]]; }

choose_site
CADDYFILE_DIGEST=$(sha256sum "$ROOT/docker_manual/Caddyfile" | cut -c1-12)
MONITORING_DIGEST=$(cat "$ROOT"/deploy/monitoring/{prometheus-swarm,alerts}.yml | sha256sum | cut -c1-12)
export CADDYFILE_DIGEST MONITORING_DIGEST
