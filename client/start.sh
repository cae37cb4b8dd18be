#!/usr/bin/env bash
# Start the web page:  CLIENT_SECRET_KEY=... CLIENT_DATABASE_URL=... client/start.sh [gunicorn options]
# app/settings.py lists the settings, gunicorn.conf.py the server's own.
set -euo pipefail

umask 077                 # a database that it makes holds PINs
export MALLOC_ARENA_MAX=2 # else each thread keeps memory of its own: twice as much in all

cd "$(dirname "${BASH_SOURCE[0]}")"
exec gunicorn "$@" 'app.main:create_app()'
