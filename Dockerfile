# Style sheet, scripts and fonts.
FROM node:24-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY static/src static/src
RUN npm run build

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
COPY --from=assets /app/static/built static/built
# The key only lets the settings be read here; the portal starts with its own or not at all.
RUN SECRET_KEY=only-while-building SITE_URL=https://portal.example.org \
        python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --system --home /app portal \
    && mkdir -p var/media && chown -R portal var
USER portal
EXPOSE 8000
CMD ["gunicorn", "engagement_portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", \
     "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
