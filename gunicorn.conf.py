"""Gunicorn reads this file by itself wherever it is started in this folder."""

logger_class = "engagement_portal.gunicorn_logs.HidesTokens"
