#!/usr/bin/env bash
# Set up the inference server on a bare Debian or Ubuntu, as root; a second run changes nothing.
#
#   S3_BUCKET=… AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… ./init_for_inference_server.sh
#
#   --check   only look: a table of what is done and what is missing; exit code 1 if anything is
#   --stop    stop what this script keeps running: Airflow; docker_manual/teardown.sh ends the stack
#   --help    this text
#
# It ends with the Swarm stack (students' page on CLIENT_PORT, 5000) and Airflow on AIRFLOW_PORT
# (8080), which runs update_data_dag and update_inference_server_dag. Nothing is asked: settings come
# from the environment, then from the settings file, then from defaults, and are kept in
# SERVER_HOME/dkt/settings.env (SERVER_HOME=/root), which commands typed in this checkout read, too.
# The ones that matter here:
#
#   S3_BUCKET, AWS_ENDPOINT_URL, AWS_REGION     the store that both servers share
#   AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY    left out: this machine's role
#   OBJECT_STORE_REPLICAS=1                     a site without S3: the stack brings one, on S3_PORT
#   PEER_AIRFLOW_URL, PEER_AIRFLOW_PASSWORD     the train server's Airflow, to be told of new
#                                               answers at once; left out: it looks by itself
#   CLIENT_PORT, SITE_ADDRESS, TRUSTED_PROXIES, STACK_NAME, REGISTRY, ADVERTISE_ADDR, ENDPOINT_MODE
#   BASE_IMAGE, FRONT_IMAGE, POSTGRES_IMAGE, OBJECT_STORE_IMAGE, REGISTRY_IMAGE
#                                               without Docker Hub: docker_manual/air-gap.sh
#   AIRFLOW_PORT, AIRFLOW_BIND, AIRFLOW_PASSWORD, AIRFLOW_DATABASE_URL, AIRFLOW_UNIT
#   PYTHON, TORCH_WHEELS                        see README.md
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
INFERENCE=true
# shellcheck source=stack/init.sh
source "$ROOT/stack/init.sh"
# shellcheck source=stack/init_steps.sh
source "$ROOT/stack/init_steps.sh"
# shellcheck source=stack/init_swarm.sh
source "$ROOT/stack/init_swarm.sh"

begin() {
  choose_home inference /root
  STEPS=(packages engine environment settings images swarm)
  if brings_the_store; then
    STEPS+=(stack s3)
  else
    STEPS+=(s3 stack)
  fi
  STEPS+=(airflow healthy)
}

brings_the_store() {
  local file=0
  [[ ! -e $SETTINGS_FILE ]] || file=$(setting OBJECT_STORE_REPLICAS 0)
  [[ ${OBJECT_STORE_REPLICAS:-$file} != 0 ]]
}

told_at_the_end() {
  tell_airflow
  echo "Students   $(manual page_address)"
  echo "S3         the train server needs $(store_settings)"
  echo "Model      $(model)"
}

store_settings() { # the secret itself is not for a terminal
  local endpoint region key
  endpoint=$(setting AWS_ENDPOINT_URL "") region=$(setting AWS_REGION "") key=$(setting AWS_ACCESS_KEY_ID "")
  ! brings_the_store || endpoint=http://$(hostname):$(setting S3_PORT 8333)
  echo "S3_BUCKET=$(setting S3_BUCKET dkt)${region:+ AWS_REGION=$region}${endpoint:+ AWS_ENDPOINT_URL=$endpoint}" \
    "${key:+AWS_ACCESS_KEY_ID=$key and AWS_SECRET_ACCESS_KEY of $SETTINGS_FILE}"
}

model() {
  local version code=0
  version=$("$PY" -m deploy pending 2>"$LOGS/init-model.log") || code=$?
  case $code in
    0) echo "$version is to go live: update_inference_server_dag does it within 15 minutes, or at" \
      "once when you run it in Airflow's page" ;;
    99) if [[ $("$PY" -m deploy status) = null ]]; then
      echo "none yet, the page works without: set up the train server; it trains on the first" \
        "answers, or on a log that \`python -m data import FILE\` brings"
    else
      echo "the champion is live"
    fi ;;
    *) echo "not known: $(tail -n 1 "$LOGS/init-model.log")" ;;
  esac
}

main "$@"
