"""A real Spark for tests: a standalone master, two workers and a Spark Connect server, on the loopback interface.

It needs Java 17 and the whole of pyspark (430 MB), in a Python of its own that has Mirsad's requirements too and that
MIRSAD_SPARK_PYTHON names. `make test-spark` sets that up.
"""
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

START_SECONDS = 120
_CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"


def missing() -> str:
    """Why there can be no Spark here; empty where there can."""
    python = os.environ.get("MIRSAD_SPARK_PYTHON", "")
    if not python:
        return "MIRSAD_SPARK_PYTHON names no Python with the whole of pyspark (make test-spark sets one up)"
    if not shutil.which("java"):
        return "Java is not installed"
    told = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
    version = re.search(r'version "(\d+)', told)
    if not version or int(version[1]) < 17:
        return f"Spark 4 needs Java 17 or newer, not {told.splitlines()[0] if told else 'this one'}"
    if not (_home(python) / "jars").is_dir():
        return f"{python} has no Spark, at most the client of it"
    return ""


def _home(python: str) -> Path:
    code = "import os, pyspark; print(os.path.dirname(pyspark.__file__))"
    return Path(subprocess.run([python, "-c", code], capture_output=True, text=True).stdout.strip() or "/none")


class Spark:
    """The cluster. Each of its two workers offers one processor."""

    def __init__(self, folder: Path) -> None:
        self._folder, python = folder, os.environ["MIRSAD_SPARK_PYTHON"]
        self._environment = os.environ | {"SPARK_HOME": str(_home(python)), "SPARK_LOCAL_IP": "127.0.0.1",
                                          "PYSPARK_PYTHON": python, "PYSPARK_DRIVER_PYTHON": python}
        self._ports = {name: _free_port() for name in ("master", "connect")}
        self._processes: list[subprocess.Popen] = []
        self.workers: list[subprocess.Popen] = []
        self.address = f"sc://127.0.0.1:{self._ports['connect']}"

    def start(self) -> None:
        master = f"spark://127.0.0.1:{self._ports['master']}"
        self._run("master", "spark-class", "-Xmx256m", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1",
                  "--port", str(self._ports["master"]), "--webui-port", "0")
        self._wait(self._ports["master"])
        self.workers = [
            self._run(f"worker{number}", "spark-class", "-Xmx256m", "org.apache.spark.deploy.worker.Worker", "--host",
                      "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir",
                      str(self._folder / f"work{number}"), master)
            for number in range(2)
        ]
        self._run("connect", "spark-submit", "--master", master, "--driver-memory", "1g", "--executor-memory", "900m",
                  "--conf", f"spark.connect.grpc.binding.port={self._ports['connect']}",
                  "--conf", "spark.connect.grpc.binding.address=127.0.0.1", "--conf", "spark.driver.host=127.0.0.1",
                  "--conf", "spark.ui.enabled=false", "--class", _CONNECT, "spark-internal")
        self._wait(self._ports["connect"])

    def kill_worker(self) -> None:
        """End a worker and its executor, tasks and all, as a machine does that loses its power."""
        _kill_all(self.workers.pop())

    def stop(self) -> None:
        for process in reversed(self._processes):
            _kill_all(process)

    def _run(self, name: str, program: str, *arguments: str) -> subprocess.Popen:
        with open(self._folder / f"{name}.log", "wb") as log:
            process = subprocess.Popen([f"{self._environment['SPARK_HOME']}/bin/{program}", *arguments], stdout=log,
                                       stderr=log, cwd=self._folder, env=self._environment, start_new_session=True)
        self._processes.append(process)
        return process

    def _wait(self, port: int) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            assert self._processes[-1].poll() is None and time.monotonic() < until, "Spark does not start"
            time.sleep(0.2)


def _kill_all(process: subprocess.Popen) -> None:
    """Kill a process that began a session of its own, with all that it started there."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]
