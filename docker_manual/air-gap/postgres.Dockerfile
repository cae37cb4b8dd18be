# PostgreSQL from Debian's package, with the environment of the official image (POSTGRES_USER,
# POSTGRES_DB, POSTGRES_PASSWORD_FILE, PGDATA), so that docker-compose.yml takes either.
# Built by docker_manual/air-gap.sh.
ARG BASE_IMAGE=dkt-base:bookworm
FROM ${BASE_IMAGE}
ARG MAJOR=15

# No cluster at install: the entrypoint makes one, in the volume. LLVM, which only the compiler of
# long queries uses, is more than half of the package: PostgreSQL does without when it is not there.
RUN apt-get update -q \
 && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql-common \
 && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf \
 && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql-${MAJOR} \
 && dpkg --purge --force-depends libllvm14 libz3-4 \
 && rm -rf /usr/lib/postgresql/${MAJOR}/lib/llvmjit* /usr/lib/postgresql/${MAJOR}/lib/bitcode \
      /var/lib/apt/lists/* /var/cache/apt/* /usr/share/doc/* /usr/share/man/* /usr/share/locale/*

ENV PATH=/usr/lib/postgresql/${MAJOR}/bin:$PATH PGDATA=/var/lib/postgresql/data
COPY postgres-entrypoint.sh /usr/local/bin/
VOLUME /var/lib/postgresql/data
EXPOSE 5432
# the fast shutdown: sessions are ended, what was committed is on disk
STOPSIGNAL SIGINT
ENTRYPOINT ["postgres-entrypoint.sh"]
CMD ["postgres"]
