# The image of every node: serve, work and migrate are the same image with another command.

FROM node:20-slim AS web
WORKDIR /app
COPY web/package.json web/package-lock.json web/.npmrc web/
RUN npm --prefix web ci --no-audit --no-fund
COPY web web
RUN npm --prefix web run build

FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
COPY requirements.txt requirements-uv.txt ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements-uv.txt \
 && /venv/bin/uv pip install --no-cache --python /venv/bin/python --require-hashes --only-binary :all: --no-binary dkimpy \
    --compile-bytecode -r requirements.txt \
 && /venv/bin/uv pip uninstall --python /venv/bin/python uv

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin trustdesk \
 && install -d -o trustdesk -g trustdesk -m 0750 /data
WORKDIR /app
COPY --from=packages /venv /venv
COPY src src
COPY brands brands
COPY articles articles
COPY --from=web /app/src/trustdesk/static src/trustdesk/static
RUN /venv/bin/python -m compileall -q src
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app/src PYTHONUNBUFFERED=1 \
    TRUSTDESK_HOST=0.0.0.0 TRUSTDESK_DATA_DIR=/data TRUSTDESK_BRANDS_DIR=/app/brands
USER trustdesk
VOLUME /data
EXPOSE 8400 8401
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "trustdesk"]
CMD ["serve"]
