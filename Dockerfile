# The bot in a container: what it understands is learnt while the image is built; it is served by a user without rights, on a
# root that can be read-only. Build: `docker build -t cite .` or `buildah bud --format docker -t cite .`
ARG BASE=debian:13-slim

FROM ${BASE} AS python
ENV LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 ca-certificates \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /usr/share/doc /usr/share/man /usr/share/locale

FROM python AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3-venv
WORKDIR /opt/cite
COPY requirements.lock ./
# Where packages come from is this machine's business: `--secret id=pip,src=pip.conf` names another index or authority.
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    python3 -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY intents intents
COPY knowledge knowledge
COPY scheduler scheduler
RUN .venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
RUN CITE_CACHE=/opt/cite/cache .venv/bin/python -m bot learn
# What only learning and installing need stays behind, and of what libraries bring: their own tests, places and carriers of
# phone numbers, languages that the bot does not speak. Then everything is compiled, since the root may be read-only.
RUN .venv/bin/pip uninstall --yes --quiet \
        scipy cloudpickle hatchling editables trove-classifiers pathspec pluggy \
    && .venv/bin/pip uninstall --yes --quiet pip \
    && cd .venv/lib/python3*/site-packages \
    && find . -type d '(' -name __pycache__ -o -name tests ')' -prune -exec rm -r {} + \
    && rm -r phonenumbers/geodata phonenumbers/carrierdata phonenumbers/tzdata \
    && find babel/locale-data -name '*.dat' ! -name 'root.dat' ! -name 'fr*' ! -name 'en*' -delete \
    && cd /opt/cite \
    && find bot intents knowledge scheduler -name __pycache__ -type d -prune -exec rm -r {} + \
    && .venv/bin/python -m compileall -q -j 2 .venv/lib bot intents knowledge scheduler \
    && chmod -R go=rX,u+rwX /opt/cite

FROM python
RUN groupadd --gid 10001 cite \
    && useradd --uid 10001 --gid cite --no-create-home --home-dir /var/lib/cite --shell /usr/sbin/nologin cite \
    && install -d -o cite -g cite -m 700 /var/lib/cite
COPY --from=build /opt/cite /opt/cite
ENV PATH=/opt/cite/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CITE_CACHE=/opt/cite/cache \
    CITE_DATABASE_URL=sqlite:////var/lib/cite/cite.db \
    CITE_LISTEN=0.0.0.0:8080
WORKDIR /var/lib/cite
VOLUME /var/lib/cite
EXPOSE 8080
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=120s --retries=3 CMD ["python3", "-c", "import http.client, sys; ask = http.client.HTTPConnection('127.0.0.1', 8080, timeout=5); ask.request('GET', '/healthz'); sys.exit(ask.getresponse().status != 200)"]
ENTRYPOINT ["python3", "-m", "bot"]
CMD ["run"]
