"""What is installed is what was looked at: every requirement stands in the locks, and everything there has hashes."""
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def pins(name):
    return {(package.lower().replace("_", "-"), version) for package, version in PIN.findall((ROOT / name).read_text())}


@pytest.mark.parametrize(("named", "locks"), [
    ("requirements.txt", ("requirements.lock", "requirements-dev.lock")),
    ("requirements-cluster.txt", ("requirements-dev.lock",)), ("requirements-storage.txt", ("requirements-dev.lock",)),
    ("requirements-dev.txt", ("requirements-dev.lock",))])
def test_the_locks_hold_what_is_asked_for(named, locks):
    for lock in locks:
        held = pins(lock)
        missing = {pin for pin in pins(named) if pin not in held and not (
            pin[1].endswith(".*") and any(name == pin[0] and v.startswith(pin[1][:-1]) for name, v in held))}
        assert not missing, f"make lock: {lock} is older than {named}"


def test_what_runs_is_what_was_tested():
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_everything_in_a_lock_has_hashes(lock):
    entries = re.split(r"\n(?=\S)", "\n" + (ROOT / lock).read_text())
    packages = [entry for entry in entries if "==" in entry.partition("\n")[0]]
    assert len(packages) > 60 and all("--hash=sha256:" in entry for entry in packages)


def test_the_image_and_make_install_from_the_locks_alone():
    installs = re.findall(r"pip install .*", (ROOT / "Dockerfile").read_text() + (ROOT / "Makefile").read_text())
    ours = [line for line in installs if "-r requirements" in line]
    assert len(ours) == 4 and all("--require-hashes" in line and ".lock" in line for line in ours)
