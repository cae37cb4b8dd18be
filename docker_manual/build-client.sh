#!/usr/bin/env bash
# Build the client's image; the last line printed is its name, which follows from its content.
#
#   docker_manual/build-client.sh
#
# On BASE_IMAGE. The same sources give the same name (by the build cache), another line of code
# another: nothing is ever deployed as "latest".
set -euo pipefail
# shellcheck source=docker_manual/engine.sh
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"

# The commit that last changed what goes into the image, so that other commits leave it as it is.
revision() {
  local inputs=(client questions.csv requirements.txt) found
  found=$(git -C "$ROOT" log -1 --format=%h -- "${inputs[@]}" 2>/dev/null) || found=unknown
  [[ -z $(git -C "$ROOT" status --porcelain -- "${inputs[@]}" 2>/dev/null) ]] || found+=-modified
  echo "$found"
}

need_engine
say "building the client on $BASE_IMAGE"
docker build --quiet --tag dkt-client:built --build-arg "BASE_IMAGE=$BASE_IMAGE" \
  --build-arg "REVISION=$(revision)" --file "$ROOT/client/Dockerfile" "$ROOT" >/dev/null
id=$(docker image inspect --format '{{.Id}}' dkt-client:built)
id=${id#sha256:}
docker tag dkt-client:built "dkt-client:${id:0:12}"
echo "dkt-client:${id:0:12}"
