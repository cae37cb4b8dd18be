# Prometheus from Debian's package, where the official image has its files.
# Built by docker_manual/air-gap.sh prometheus.
ARG BASE_IMAGE=dkt-base:bookworm
FROM ${BASE_IMAGE}

# busybox for the health check, as the official image has it
RUN apt-get update -q \
 && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends prometheus busybox \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /usr/share/doc/* /etc/prometheus/* \
 && install -d -o prometheus -g prometheus /prometheus
USER prometheus
VOLUME /prometheus
EXPOSE 9090
CMD ["prometheus", "--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]
