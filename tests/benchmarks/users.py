"""How long many users of one server wait, each opening pages and changing widgets after a while of reading.

Each speaks to the server as a browser does: Streamlit's messages over a websocket. Nothing is drawn, so what is timed
is the server: from the message that a person causes to the one that says that the page is whole.

Two things are measured, each for what it is. Cold: a server that has just begun, and of every story of which all
questions are new; it is as hard as it can be, and lasts until each has been asked once. Steady: the same when every
page of every story has been looked at before, with either position of the switch; nothing is asked anew but what was
forgotten since.
"""
from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from components.ui.sitemap import PAGES
from tests.benchmarks import corpora, report
from tests.benchmarks.pages import served

USERS, AIMS = (25, 50, 100, 150), {100: 500.0, 150: 1_000.0}
STATES = ("cold", "steady")
# People read what they have asked for: seconds between two of their actions, drawn evenly from half to one and a half
# of it.
THINK_SECONDS = 10.0
# So many of ten actions are a widget of the sidebar, the others another page.
WIDGETS_OF_TEN = 7
# What is opened: pages that compare. The others are forms, which are filled in for minutes.
OPENED = tuple(name for name, _ in PAGES if name not in ("add", "stories", "names"))
# An answer that takes longer than this is counted as so long, and its user goes.
LONGEST_SECONDS = 30.0
SWITCH = "-demonyms"
MOST_BYTES = 64 * 1024**2


@dataclass
class Waits:
    """Milliseconds that users waited, by what they did; and what went wrong.

    coming: until the front page was whole. share: of one core, what this process took.
    """

    coming: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    widget: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    share: float = 0.0


class User:
    """One browser tab: what it knows of the page, and what it does next."""

    def __init__(self, socket, story: str):
        self._socket, self._query = socket, f"story={story}"
        self._page, self._pages, self._switch, self._on = "", {}, "", True

    async def open(self, waits: Waits) -> None:
        """Arrive at the front page."""
        begun = time.perf_counter()
        await self._ask(lambda wanted: None)
        waits.coming.append(1000 * (time.perf_counter() - begun))

    async def look_at_everything(self) -> None:
        """Open every page, and move the switch there and back."""
        await self.open(Waits())
        for name in OPENED:
            self._page = self._pages[name]
            await self._ask(lambda wanted: None)
            for _ in range(2):
                self._on = not self._on
                await self._ask(self._switched)

    async def act(self, chance: random.Random, waits: Waits) -> float:
        """Do the next thing; gives the milliseconds until the page is whole, after noting them."""
        begun = time.perf_counter()
        if self._switch and chance.randrange(10) < WIDGETS_OF_TEN:
            kind, self._on = waits.widget, not self._on
            await self._ask(self._switched)
        else:
            kind, self._page = waits.page, self._pages[chance.choice(OPENED)]
            await self._ask(lambda wanted: None)
        kind.append(1000 * (time.perf_counter() - begun))
        return kind[-1]

    def _switched(self, wanted) -> None:
        wanted.widget_states.widgets.add(id=self._switch, bool_value=self._on)

    async def _ask(self, change) -> None:
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_script_hash = self._page
        change(message.rerun_script)
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(LONGEST_SECONDS):
            while True:
                told = ForwardMsg.FromString(await self._socket.recv())
                kind = told.WhichOneof("type")
                if kind == "navigation":
                    self._pages = {page.url_pathname or OPENED[0]: page.page_script_hash
                                   for page in told.navigation.app_pages}
                elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "checkbox":
                    found = told.delta.new_element.checkbox.id
                    self._switch = found if found.endswith(SWITCH) else self._switch
                elif kind == "script_finished" and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks users")
    parser.add_argument("--users", type=int, nargs="+", default=USERS)
    parser.add_argument("--states", choices=STATES, nargs="+", default=STATES)
    parser.add_argument("--seconds", type=float, default=50, help="measured")
    parser.add_argument("--think", type=float, default=THINK_SECONDS, help="seconds between two actions of a user")
    parser.add_argument("--articles", type=int, default=1_000, help="of the corpus, in stories of 40")
    told = parser.parse_args(arguments)
    rows, stories = [], max(1, told.articles // corpora.ARTICLES_PER_STORY)
    with tempfile.TemporaryDirectory(prefix="mirsad-bench-") as folder, _others_out_of_the_way():
        corpora.build(Path(folder) / "corpus", told.articles)
        if "cold" in told.states:
            for users in told.users:
                with served("app.py", Path(folder) / "corpus") as address:
                    rows.append(_measured(address, "cold", users, stories, told))
        if "steady" in told.states:
            with served("app.py", Path(folder) / "corpus") as address:
                report.progress("users: every page of every story is looked at once")
                asyncio.run(_look_around(address, stories))
                rows += [_measured(address, "steady", users, stories, told) for users in told.users]
    report.table(
        "Users at once on one process, milliseconds until the page is whole",
        ["state", "users", "actions", "p50", "p95", "longest", "coming p95", "another page p95", "widget p95", "faults",
         "cores of the users", "aim"], rows,
        [f"{told.articles:,} articles; each user looks at one of {stories} stories, and does something every "
         f"{told.think:.0f} s ({told.think / 2:.0f} to {1.5 * told.think:.0f}): {WIDGETS_OF_TEN} of 10 times a switch "
         "of the sidebar, else another page.",
         f"{told.seconds:.0f} s are measured. Cold: a new server, from the first to come, who all come within "
         f"{told.think:.0f} s to stories of which nobody has asked anything; their coming counts. Steady: after every "
         "page of every story was looked at, and after all have come.",
         f"The users are a process on the same machine. {report.circumstances()}."])


def _measured(address: str, state: str, users: int, stories: int, told: argparse.Namespace) -> list[object]:
    report.progress(f"users: {users}, {state}")
    before = 0.0 if state == "cold" else told.think
    return [state, *_row(users, asyncio.run(_crowd(address, users, stories, told.think, before, told.seconds)))]


async def _look_around(address: str, stories: int) -> None:
    """Whatever can be asked of each story is asked once."""
    for story in range(stories):
        async with _connected(address) as socket:
            await User(socket, f"story-{story}").look_at_everything()


def _row(users: int, waits: Waits) -> list[object]:
    every = sorted(waits.coming + waits.page + waits.widget)
    p95 = _percentile(every, 95)
    aim = report.against(p95, AIMS[users]) if users in AIMS else ""
    if waits.faults:
        report.progress("\n".join(sorted(set(waits.faults))[:5]))
    return [users, len(every), statistics.median(every) if every else 0.0, p95, max(every, default=0.0),
            *(_percentile(kind, 95) for kind in (waits.coming, waits.page, waits.widget)), len(waits.faults),
            waits.share, aim]


def _percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)] if values else 0.0


async def _crowd(address: str, users: int, stories: int, think: float, before: float, seconds: float) -> Waits:
    """All of them until the time is up; none outlives it. before: seconds that pass before it is measured."""
    waits, begins, taken = Waits(), time.monotonic() + before, time.process_time()
    until = begins + seconds
    every = [asyncio.create_task(_visit(address, number, users, stories, think, begins, until, waits))
             for number in range(users)]
    _, late = await asyncio.wait(every, timeout=until - time.monotonic() + LONGEST_SECONDS)
    for task in late:
        task.cancel()
    await asyncio.gather(*every, return_exceptions=True)
    waits.share = (time.process_time() - taken) / (before + seconds)
    return waits


def _connected(address: str) -> connect:
    return connect(address.replace("http", "ws", 1) + "/_stcore/stream", subprotocols=["streamlit"],
                   max_size=MOST_BYTES, compression=None)


async def _visit(address: str, number: int, users: int, stories: int, think: float, begins: float, until: float,
                 waits: Waits) -> None:
    chance = random.Random(number)
    # They come one after the other, not all in one moment.
    await asyncio.sleep(think * number / users)
    warming_up = Waits()
    try:
        async with _connected(address) as socket:
            user = User(socket, f"story-{number % stories}")
            await user.open(waits if time.monotonic() >= begins else warming_up)
            while time.monotonic() < until:
                await asyncio.sleep(min(think * chance.uniform(0.5, 1.5), max(0.0, until - time.monotonic())))
                if time.monotonic() < until:
                    await user.act(chance, waits if time.monotonic() >= begins else warming_up)
    except TimeoutError:
        waits.page.append(1000 * LONGEST_SECONDS)
        waits.faults.append(f"nothing for {LONGEST_SECONDS:.0f} s")
    except Exception as error:
        waits.faults.append(f"{type(error).__name__}: {error}")


@contextlib.contextmanager
def _others_out_of_the_way() -> Iterator[None]:
    """The collector of this process stops it for a moment each time, in which no answer would be noted."""
    import gc

    gc.disable()
    try:
        yield
    finally:
        gc.enable()
