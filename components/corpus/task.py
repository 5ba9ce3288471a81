"""What a worker of a cluster runs, sent there as it stands: nothing of Mirsad is at hand before it has unpacked it.

The parts of Mirsad that read come along as an archive and are unpacked once per machine and version, so that a worker
reads exactly as the process that sent it would, whatever else lies on its machine.
"""
from __future__ import annotations

import importlib
import io
import os
import shutil
import stat
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from types import ModuleType

MODULE = "components.corpus.spread"


def answering(archive: bytes, mark: str, function: bytes, seconds: float) -> Callable[[Iterator], Iterator]:
    """A function for Spark's mapInPandas: frames with `work` (pickled items) in, frames of `place` and `answer` out.

    mark: what tells the archive from those of other versions. function: pickled; seconds: those that an item may take.
    """
    def answered(frames):
        import pandas as pd

        spread = arrived(archive, mark)
        for frame in frames:
            for work in frame["work"]:
                for place, answer in enumerate(spread.answers(function, bytes(work), seconds)):
                    yield pd.DataFrame({"place": [place], "answer": [answer]})

    return answered


def arrived(archive: bytes, mark: str) -> ModuleType:
    """The module MODULE of the archive, imported."""
    # Sail's tasks are threads of one process.
    with sys.__dict__.setdefault("_mirsad_arrival", threading.Lock()):
        here = sys.modules.get(MODULE)
        if here is None or here.luggage()[1] != mark:
            # A worker may have served another version before.
            top = MODULE.partition(".")[0]
            for name in [name for name in sys.modules if name.partition(".")[0] == top]:
                del sys.modules[name]
            sys.path.insert(0, unpacked(archive, mark))
            importlib.invalidate_caches()
        return importlib.import_module(MODULE)


def unpacked(archive: bytes, mark: str) -> str:
    """The folder in which the archive lies unpacked."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        folder = os.path.join(tempfile.gettempdir(), f"mirsad-{getattr(os, 'getuid', int)()}-{mark}")
        if _is_whole(folder, packed.namelist()):
            return folder
        fresh = tempfile.mkdtemp(prefix="mirsad-")
        packed.extractall(fresh)
        try:
            os.rename(fresh, folder)
            return folder
        except OSError:
            # Another worker was quicker; or what is there is not ours, or no longer whole.
            if not _is_whole(folder, packed.namelist()):
                return fresh
        shutil.rmtree(fresh, ignore_errors=True)
        return folder


def _is_whole(folder: str, names: list[str]) -> bool:
    try:
        state = os.lstat(folder)
    except OSError:
        return False
    ours = stat.S_ISDIR(state.st_mode) and state.st_uid == getattr(os, "getuid", int)() and not state.st_mode & 0o022
    return ours and all(os.path.exists(os.path.join(folder, name)) for name in names)
