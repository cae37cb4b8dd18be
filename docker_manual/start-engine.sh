#!/usr/bin/env bash
# Start Docker Engine where nothing answers yet, and wait until it does.
#
#   docker_manual/start-engine.sh
#
# By systemd where it runs; else as an ordinary process, which ends with the machine: its log is
# /var/log/dkt-dockerd.log. On a kernel without nf_tables, Docker's rules go in by the older
# interface of iptables.
set -euo pipefail
log=/var/log/dkt-dockerd.log
wait_s=60

answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

choose_iptables() {
  iptables --table nat --list --numeric >/dev/null 2>&1 && return
  update-alternatives --set iptables /usr/sbin/iptables-legacy
  update-alternatives --set ip6tables /usr/sbin/ip6tables-legacy
}

answers && exit
choose_iptables
dockerd=""
if [[ -d /run/systemd/system ]]; then
  systemctl enable --now docker
else
  # no descriptor of the caller's goes along: who reads its output would wait for the engine
  setsid dockerd </dev/null >>"$log" 2>&1 3>&- &
  dockerd=$!
fi
until answers; do
  if ((SECONDS >= wait_s)) || { [[ -n $dockerd ]] && ! kill -0 "$dockerd" 2>/dev/null; }; then
    [[ -z $dockerd ]] || tail -n 10 "$log" >&2
    echo "start-engine.sh: the Docker Engine does not answer within $wait_s s" >&2
    exit 1
  fi
  sleep 0.2
done
