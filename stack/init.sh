#!/usr/bin/env bash
# Sourced by the init scripts of the two servers: how steps are run, checked and told.
#
# A step NAME is a title (`title NAME "…"`), a function NAME_done that answers at once and changes
# nothing, a function NAME_do that gets it done, and maybe NAME_note, what to say of it afterwards.
# A step that is done is skipped, so that a second run changes nothing. What a step prints goes to a
# log of its own; file descriptor 3 is the terminal.

declare -A TITLES
STEPS=()

title() { TITLES[$1]=$2; }

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage() { # the comment at the head of the script
  sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$0"
}

# The home, the settings file and whose they are, from SERVER_HOME, the checkout's link, or a default.
choose_home() { # SERVER DEFAULT_SERVER_HOME
  export SERVER=$1
  LINK=$ROOT/var/settings.env
  local linked=""
  if [[ -L $LINK ]]; then
    linked=$(dirname "$(readlink -m "$LINK")")
  elif [[ -e $LINK ]]; then
    die "$LINK is the settings file of a stack that make run started in this checkout: run this" \
      "in another clone of the repository, or move that file away to give the stack up"
  fi
  DKT_HOME=$(readlink -m "${SERVER_HOME:-$2}/dkt")
  [[ -n ${SERVER_HOME:-} || -z $linked ]] || DKT_HOME=$linked
  [[ -z $linked || $linked = "$DKT_HOME" ]] ||
    die "this checkout serves $linked, not $DKT_HOME: run this in another clone of the repository," \
      "or remove $LINK first"
  export DKT_HOME SETTINGS_FILE=$DKT_HOME/settings.env
  LOGS=$DKT_HOME/log
}

is_done() { "$1_done" >/dev/null 2>&1; }

note() {
  ! declare -F "$1_note" >/dev/null || "$1_note" | sed 's/^/      /'
}

check_steps() { # a table; 1 if anything is missing
  local name missing=0
  for name in "${STEPS[@]}"; do
    if is_done "$name"; then
      printf '  done     %s\n' "${TITLES[$name]}"
    else
      missing=1
      printf '  MISSING  %s\n' "${TITLES[$name]}"
    fi
  done
  return "$missing"
}

run_steps() {
  local name number=0 changed=0
  exec 3>&1
  for name in "${STEPS[@]}"; do
    number=$((number + 1))
    run_step "$name" "[$number/${#STEPS[@]}] ${TITLES[$name]}"
    note "$name"
  done
  [[ $changed = 1 ]] || echo "Nothing was missing, nothing was changed."
}

run_step() { # NAME LABEL
  local log=$LOGS/init-$1.log began=$SECONDS code=0
  if is_done "$1"; then
    echo "$2: is done"
    return
  fi
  changed=1
  echo "$2 …"
  (umask 077 && mkdir -p "$LOGS")
  set +e # in a condition, `set -e` would not hold within the step
  (
    set -e
    "$1_do"
  ) >"$log" 2>&1 </dev/null
  code=$?
  set -e
  if [[ $code = 0 ]] && ! is_done "$1"; then
    code="no error, yet it is not done"
  fi
  [[ $code = 0 ]] || fail_step "$1" "$2" "$code" "$log"
  echo "      done after $((SECONDS - began)) s"
}

fail_step() { # NAME LABEL CODE LOG
  {
    echo
    echo "FAILED: step \"$1\", $2 (exit code: $3). The end of $4:"
    tail -n 15 "$4" | sed 's/^/  | /'
    echo "Mend it, then run ${0##*/} again: it goes on here, steps that are done are skipped."
  } >&2
  exit 1
}

main() { # --check | --stop | --help | nothing
  case ${1:-} in
    --help | -h) usage && return ;;
    "" | --check | --stop) ;;
    *) die "unknown option $1; see ${0##*/} --help" ;;
  esac
  [[ $# -le 1 ]] || die "one option at most; see ${0##*/} --help"
  [[ $EUID = 0 ]] || die "run it as root: it installs packages and starts services"
  cd "$ROOT"
  begin
  case ${1:-} in
    --check) check_steps ;;
    --stop) stop_airflow ;;
    *) run_steps && told_at_the_end ;;
  esac
}
