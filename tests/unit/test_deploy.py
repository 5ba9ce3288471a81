"""The image and what stands before it, without an engine to run them: what they name is there, and closed is closed."""
import json
import re
import shlex
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from components.serving.health import healthz

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
COMPOSE = (ROOT / "docs" / "deploy" / "compose.yaml").read_text()
NGINX = (ROOT / "docs" / "deploy" / "nginx.conf").read_text()


@contextmanager
def served(app):
    """The port at which this process serves the app."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def told(instruction):
    return re.findall(rf"^\s*{instruction}\s+(.+)$", DOCKERFILE, re.MULTILINE)


def test_everything_that_is_copied_is_there_and_not_left_out():
    left_out = {line.strip("/") for line in (ROOT / ".dockerignore").read_text().split()}
    copied = [name for line in told("COPY") if "--from" not in line for name in shlex.split(line)[:-1]]
    assert {"app.py", ".streamlit", "components", "data", "pages", "requirements.lock"} <= set(copied)
    assert all((ROOT / name).exists() and name not in left_out for name in copied)
    assert ".streamlit/secrets.toml" in left_out


def test_it_runs_as_a_numbered_user_who_owns_the_corpus_alone():
    made = " ".join(told("RUN"))
    assert "--uid 10001" in made and told("USER") == ["mirsad"] and "-o mirsad -g mirsad /corpus" in made
    # Nothing is made or copied into the image's own folders after that, and what is kept lies in the volume.
    assert DOCKERFILE.index("\nUSER") > max(match.start() for match in re.finditer(r"\n(RUN|COPY)", DOCKERFILE))
    assert "MIRSAD_CORPUS=/corpus" in DOCKERFILE and told("VOLUME") == ["/corpus"]


def test_the_health_check_asks_as_it_stands_and_fails_where_the_corpus_does_not_answer(corpus):
    python, *command = json.loads(re.search(r"HEALTHCHECK .*CMD (\[.*\])", DOCKERFILE)[1])
    started = json.loads(told("CMD")[-1])
    assert started[started.index("--logger.hideWelcomeMessage") + 1] == "true", "it would ask who this machine is"
    assert python == started[0] and f":{started[started.index('--server.port') + 1]}/" in command[-1]
    broken = []

    def answers():
        if broken:
            raise OSError("gone")
        return corpus

    with served(Starlette(routes=[Route("/healthz", healthz(answers))])) as port:
        command = [sys.executable, *(part.replace(":8501/", f":{port}/") for part in command)]
        assert subprocess.run(command, capture_output=True).returncode == 0
        broken.append(True)
        assert subprocess.run(command, capture_output=True).returncode != 0


def test_the_container_can_write_nowhere_but_to_what_is_made_for_it():
    for line in ("read_only: true", "cap_drop: [ALL]", 'security_opt: ["no-new-privileges:true"]', "- corpus:/corpus"):
        assert line in COMPOSE
    written = re.search(r"tmpfs:\n((?:\s+- /.*\n)+)", COMPOSE)[1].split()
    assert {"/tmp", re.search(r"HOME=(\S+)", DOCKERFILE)[1]} <= set(written)


def test_the_proxy_leads_to_the_container_keeps_visitors_apart_and_closes_what_is_for_the_inside():
    port = json.loads(told("CMD")[-1])[-1]
    assert f'expose: ["{port}"]' in COMPOSE and f"server mirsad:{port} " in NGINX and "\n  mirsad:\n" in COMPOSE
    assert "./nginx.conf:/etc/nginx/nginx.conf:ro" in COMPOSE
    closed = set(re.findall(r"location (?:=|\^~) (\S+) { return 404; }", NGINX))
    assert {"/metrics", "/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent"} <= closed
    assert "hash $visitor;" in NGINX and "Upgrade $http_upgrade" in NGINX and "gzip on;" in NGINX
    largest = int(re.search(r"maxUploadSize = (\d+)", (ROOT / ".streamlit" / "config.toml").read_text())[1])
    assert int(re.search(r"client_max_body_size (\d+)m", NGINX)[1]) > largest
