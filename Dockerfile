# Mirsad in a container: slim, not root, nothing written but the corpus. Build: docker build -t mirsad .
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM python:3.11-slim-bookworm
# libfribidi: with it Pillow joins and turns Arabic by itself; without it Mirsad does so, a little less finely. The fonts
# come with Mirsad.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libfribidi0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /home/mirsad mirsad \
    && install -d -o mirsad -g mirsad /corpus
COPY --from=build /venv /venv
WORKDIR /app
COPY app.py LICENSE README.md ./
COPY .streamlit .streamlit
COPY components components
COPY data data
COPY pages pages
# Compiled now, because the file system is read-only later.
RUN /venv/bin/python -m compileall -q components pages
USER mirsad
# HOME is said for those who run the image as a user of another number, whom nobody knows by name.
ENV HOME=/home/mirsad MIRSAD_CORPUS=/corpus MIRSAD_LOG=json PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 TMPDIR=/tmp
VOLUME /corpus
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["/venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/healthz', timeout=8)"]
# Without the welcome, for which Streamlit would ask a web service for this machine's public address.
CMD ["/venv/bin/python", "-m", "streamlit", "run", "app.py", "--logger.hideWelcomeMessage", "true", \
     "--server.address", "0.0.0.0", "--server.port", "8501"]
