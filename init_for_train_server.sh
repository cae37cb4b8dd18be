#!/usr/bin/env bash
# Set up the train server on a bare Debian or Ubuntu, as root; a second run changes nothing.
#
#   S3_BUCKET=… AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… ./init_for_train_server.sh
#
#   --check   only look: a table of what is done and what is missing; exit code 1 if anything is
#   --stop    stop what this script keeps running: Airflow with its DAG and a training under way
#   --help    this text
#
# It ends with Airflow on AIRFLOW_PORT (6006), which runs retrain_and_push_dag and nothing else.
# Nothing is asked: settings come from the environment, then from the settings file, then from
# defaults, and are kept in SERVER_HOME/dkt/settings.env (SERVER_HOME=/opt/ml), which commands typed
# in this checkout read, too. The ones that matter here:
#
#   S3_BUCKET, AWS_ENDPOINT_URL, AWS_REGION     the store that both servers share
#   AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY    left out: this machine's role
#   PEER_AIRFLOW_URL, PEER_AIRFLOW_PASSWORD     the inference server's Airflow, to be told of a new
#                                               model at once; left out: it looks by itself
#   AIRFLOW_PORT, AIRFLOW_BIND, AIRFLOW_PASSWORD, AIRFLOW_DATABASE_URL, AIRFLOW_UNIT
#   PYTHON, TORCH_WHEELS                        see README.md
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
INFERENCE=false
# shellcheck source=stack/init.sh
source "$ROOT/stack/init.sh"
# shellcheck source=stack/init_steps.sh
source "$ROOT/stack/init_steps.sh"

STEPS=(packages gpu environment settings s3 airflow healthy)
title gpu "GPU"

begin() { choose_home train /opt/ml; }

gpu_done() { true; }

gpu_note() {
  if command -v nvidia-smi >/dev/null && nvidia-smi --query-gpu=name,memory.total --format=csv,noheader; then
    return
  fi
  echo "no NVIDIA GPU answers (nvidia-smi): models are trained on the CPU"
}

told_at_the_end() {
  tell_airflow
  echo "It trains as soon as the inference server has collected answers; at once: run" \
    "retrain_and_push_dag in its page."
}

main "$@"
