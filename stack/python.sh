#!/usr/bin/env bash
# Print the newest Python here that the platform runs on, and that makes virtual environments:
#
#   stack/python.sh [MORE PYTHONS TO TRY …]
#
# PYTHON names the only one to take. 3.11, 3.12 and 3.13 are tried; 3.14 is taken where no other is.
set -euo pipefail
tried=()

fits() { # PYTHON: prints its path, or says what it lacks
  "$1" - 2>&1 <<'END'
import sys
lacks = ""
if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    lacks = "expected 3.11 to 3.14"
try:
    import ensurepip, venv
except ImportError:
    lacks = lacks or "makes no virtual environments (on Debian: apt-get install python3-venv)"
print(f"is Python {sys.version.split()[0]}, {lacks}" if lacks else sys.executable)
sys.exit(bool(lacks))
END
}

if [[ -n ${PYTHON:-} ]]; then
  candidates=("$PYTHON")
else
  candidates=(python3.13 python3.12 python3.11 python3 "$@" python3.14)
fi
for python in "${candidates[@]}"; do
  command -v "$python" >/dev/null || continue
  if said=$(fits "$python"); then
    echo "${said##*$'\n'}"
    exit
  fi
  tried+=("  $python ${said##*$'\n'}")
done
{
  echo "no suitable Python: install Python 3.11, 3.12 or 3.13, or name one: PYTHON=/path/to/python3.13"
  [[ ${#tried[@]} = 0 ]] || printf 'found:\n' && printf '%s\n' "${tried[@]:-"found none of: ${candidates[*]}"}"
} >&2
exit 1
