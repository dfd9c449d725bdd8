#!/bin/sh
# `cite` on a machine where the bot is a service: as the service's account, with its settings and its secrets.
cd /var/lib/cite || exit 1
exec runuser -u cite -- env CITE_ENV_FILE=/etc/cite/cite.env CITE_SECRETS_DIR=/etc/cite/secrets \
    /opt/cite/.venv/bin/cite "$@"
