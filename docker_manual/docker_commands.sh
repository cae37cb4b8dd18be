#!/usr/bin/env bash
# Run one of the pages beside this one by its name, or list them.
#
#   docker_manual/docker_commands.sh                       the list
#   docker_manual/docker_commands.sh scale inference 5     the same as docker_manual/scale.sh …
#   docker_manual/docker_commands.sh help scale            what a page says about itself
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# in the order of a server's life
pages=(
  start-engine base-image air-gap service-init registry build-client push start scale update rollback
  change-secret logs teardown
)

list() {
  local page
  echo "docker_commands.sh COMMAND …"
  for page in "${pages[@]}"; do
    printf '  %-13s %s\n' "$page" "$(sed -n '2s/^# //p' "$here/$page.sh")"
  done
  echo "docker_commands.sh help COMMAND tells more of one."
}

known() { [[ " ${pages[*]} " = *" $1 "* ]]; }

case ${1:-} in
  "" | --help | -h) list ;;
  help)
    known "${2:-}" || { list && exit; }
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$here/$2.sh"
    ;;
  *)
    if ! known "$1"; then
      echo "docker_commands.sh: there is no command $1" >&2
      list >&2
      exit 1
    fi
    exec "$here/$1.sh" "${@:2}"
    ;;
esac
