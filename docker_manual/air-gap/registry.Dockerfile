# The image registry from Debian's package, at the official image's port and folder.
# Built by docker_manual/air-gap.sh.
ARG BASE_IMAGE=dkt-base:bookworm
FROM ${BASE_IMAGE}

RUN apt-get update -q \
 && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends docker-registry \
 && ln -s docker-registry /usr/bin/registry \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /usr/share/doc/*

COPY registry.yml /etc/docker/registry/config.yml
VOLUME /var/lib/registry
EXPOSE 5000
ENTRYPOINT ["registry"]
CMD ["serve", "/etc/docker/registry/config.yml"]
