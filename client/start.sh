#!/usr/bin/env bash
# Start the web page:  CLIENT_SECRET_KEY=... CLIENT_DATABASE_URL=... client/start.sh [gunicorn options]
# app/settings.py lists the settings, gunicorn.conf.py the server's own.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
exec gunicorn "$@" 'app.main:create_app()'
