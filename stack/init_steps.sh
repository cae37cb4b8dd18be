#!/usr/bin/env bash
# Sourced by the init scripts: the steps that both servers take. How steps run is in init.sh.

PY=$ROOT/.venv/bin/python
SYSTEMD=/run/systemd/system # is there where systemd is process 1
AIRFLOW_WAIT_S=180

declare -A PACKAGE_OF=([make]=make [git]=git [update-ca-certificates]=ca-certificates)
"$INFERENCE" && PACKAGE_OF+=([dockerd]=docker.io [docker]=docker.io [iptables]=iptables)

# ── packages ──
title packages "packages of the distribution"

missing_packages() {
  local command
  for command in "${!PACKAGE_OF[@]}"; do
    command -v "$command" >/dev/null || echo "${PACKAGE_OF[$command]}"
  done | sort -u
}

kept() { # NAME: from the environment, else from the settings file, which may not be there yet
  local value=${!1:-}
  [[ -n $value || ! -e $SETTINGS_FILE ]] || value=$(setting "$1" "")
  echo "$value"
}

python_here() { # prints the newest Python that fits
  PYTHON=$(kept PYTHON) stack/python.sh "$DKT_HOME"/python/*/bin/python3
}

apt_has() { [[ $(apt-cache policy "$1") = *"Candidate: "[0-9]* ]]; }

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@"
}

packages_done() {
  [[ -z $(missing_packages) ]] && { environment_done || python_here; }
}

packages_do() {
  local wanted=()
  command -v apt-get >/dev/null ||
    die "no apt-get: on this distribution, install by hand: $(missing_packages) and Python 3.11, 3.12 or 3.13"
  apt-get update -q -o DPkg::Lock::Timeout=300
  mapfile -t wanted < <(missing_packages)
  # newer releases have the client in a package of its own
  if [[ " ${wanted[*]} " = *" docker.io "* ]] && apt_has docker-cli; then wanted+=(docker-cli); fi
  if ! python_here; then wanted+=(python3 python3-venv); fi
  [[ ${#wanted[@]} = 0 ]] || apt_install "${wanted[@]}"
  python_here || install_python
}

install_python() { # where the distribution's is too old or too new: one in the home, by uv
  local uv=$DKT_HOME/uv
  python3 -m venv "$uv"
  "$uv/bin/pip" install --quiet "$(grep -o '^uv==[^ ]*' requirements.txt)"
  "$uv/bin/uv" python install --install-dir "$DKT_HOME/python" 3.13 ||
    die "Python 3.13 could not be had: install one, and name it: PYTHON=/path/to/python3.13"
  rm -rf "$uv"
}

# ── environment ──
title environment "Python environment (.venv)"

environment_done() { [[ .venv/.installed -nt requirements.txt ]]; }

environment_do() {
  make --no-print-directory setup PYTHON="$(python_here)" TORCH_WHEELS="$(kept TORCH_WHEELS)"
}

# ── settings ──
title settings "settings and secrets"

settings_done() {
  [[ $(readlink "$LINK") = "$SETTINGS_FILE" ]] && "$PY" -m stack prepare --server "$SERVER" --check
}

settings_do() {
  "$PY" -m stack prepare --server "$SERVER" | sed 's/^/      /' >&3 # a new password is told once
  mkdir -p var
  ln -sfn "$SETTINGS_FILE" "$LINK"
}

# ── S3 ──
title s3 "S3: an object put and got"

s3_done() { "$PY" -m models check; }

s3_do() { "$PY" -m models check; }

# ── Airflow ──
title airflow "Airflow, kept running"
title healthy "Airflow healthy, with this server's DAGs"

unit() { setting AIRFLOW_UNIT dkt-airflow; }

setting() { # NAME DEFAULT: from the settings file
  local value
  value=$(sed -n "s/^$1=//p" "$SETTINGS_FILE")
  echo "${value:-$2}"
}

unit_text() {
  cat <<END
# Written by ${0##*/}; a later run of it writes it anew.
[Unit]
Description=Airflow of the Deep Knowledge Tracing platform ($SERVER server)
Wants=network-online.target
After=network-online.target docker.service

[Service]
ExecStart="$PY" -m stack serve
ExecStop="$PY" -m stack stop
WorkingDirectory=$ROOT
Environment="SETTINGS_FILE=$SETTINGS_FILE"
Restart=always
RestartSec=5
KillMode=mixed
TimeoutStopSec=180
# a training that runs out of memory fails alone
OOMPolicy=continue

[Install]
WantedBy=multi-user.target
END
}

unit_file() { echo "/etc/systemd/system/$(unit).service"; }

unit_is_current() {
  unit_text | cmp --silent - "$(unit_file)" && systemctl --quiet is-enabled "$(unit)"
}

airflow_done() {
  [[ ! -d $SYSTEMD ]] || unit_is_current && "$PY" -m stack running
}

airflow_do() {
  "$PY" -m stack stop
  if [[ -d $SYSTEMD ]]; then
    start_unit
  else
    start_in_background
  fi
}

start_unit() {
  local file
  file=$(unit_file)
  if [[ -e $file ]] && ! grep -qF "SETTINGS_FILE=$SETTINGS_FILE\"" "$file"; then
    die "$file is another server's: name one of your own, AIRFLOW_UNIT=…"
  fi
  unit_text >"$file"
  systemctl daemon-reload
  systemctl enable "$(unit)"
  systemctl restart "$(unit)"
  await_airflow systemctl --quiet is-active "$(unit)" ||
    die "the unit did not start: journalctl -u $(unit)"
}

start_in_background() {
  local log=$LOGS/serve.log pid
  setsid "$PY" -m stack serve </dev/null >"$log" 2>&1 3>&- &
  pid=$!
  await_airflow kill -0 "$pid" || {
    cat "$log"
    die "Airflow did not start; above is what it said"
  }
}

await_airflow() { # COMMAND that is true while the starter lives
  local end=$((SECONDS + AIRFLOW_WAIT_S))
  until "$PY" -m stack running; do
    "$@" && ((SECONDS < end)) || return 1
    sleep 0.5
  done
}

airflow_note() {
  [[ -d $SYSTEMD ]] || echo "no systemd here: after the machine's next start, run this script again"
}

healthy_done() { "$PY" -m stack healthy; }

healthy_do() { "$PY" -m stack healthy --wait "$AIRFLOW_WAIT_S"; }

stop_airflow() {
  [[ -e $SETTINGS_FILE ]] || die "nothing to stop: there is no $SETTINGS_FILE"
  if [[ -d $SYSTEMD && -e $(unit_file) ]]; then
    systemctl disable --now "$(unit)"
  fi
  "$PY" -m stack stop
  echo "Airflow is stopped; ${0##*/} starts it again."
}

tell_airflow() {
  echo
  echo "Airflow    http://$(hostname):$(setting AIRFLOW_PORT 8080), user $(setting AIRFLOW_USER admin)," \
    "password: AIRFLOW_PASSWORD in $SETTINGS_FILE"
}
