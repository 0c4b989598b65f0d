# One image for web, worker, beat and sweeper; docker-compose.yml says which runs what.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 FONTCONFIG_FILE=/srv/fonts/fonts.conf
WORKDIR /srv/jointmeeting

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 fonts-noto-cjk dpkg \
    && mkdir -p /srv/fonts/fandol /tmp/fandol && cd /tmp/fandol && apt-get download texlive-lang-chinese \
    && dpkg-deb -x texlive-lang-chinese*.deb . && find . -name 'Fandol*.otf' -exec cp {} /srv/fonts/fandol/ \; \
    && rm -rf /tmp/fandol /var/lib/apt/lists/*

COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt

COPY . .
RUN cp script/container-fonts.conf /srv/fonts/fonts.conf \
    && useradd --system --create-home office && mkdir -p .local /srv/media \
    && SECRET_KEY=build DATABASE_URL=postgres:// REDIS_URL=redis:// python manage.py collectstatic --noinput \
    && chown -R office .local /srv/media
USER office

ENTRYPOINT ["script/container"]
CMD ["gunicorn", "jointmeeting.wsgi", "--worker-class", "gthread", "--threads", "8", "--bind", "0.0.0.0:8000"]
