"""A Spark Connect server of its own process (Sail, which needs no Java), to be started, killed and started again."""
import socket
import subprocess
import sys
import time
from pathlib import Path

_SERVER = "import sys; from pysail.spark import SparkConnectServer; " \
          "SparkConnectServer('127.0.0.1', int(sys.argv[1])).start(background=False)"
START_SECONDS = 60


class Sail:
    """The server; it knows nothing of Mirsad's folder, as the workers of a cluster know nothing of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"sc://127.0.0.1:{self.port}"
        self._process = None

    def start(self) -> None:
        with open(self._folder / "sail.log", "ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVER, str(self.port)], cwd=self._folder, stdout=log, stderr=log)
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert self._process.poll() is None and time.monotonic() < until, "Sail does not start"
                time.sleep(0.05)

    def kill(self) -> None:
        """End it as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def pid(self) -> int:
        return self._process.pid
