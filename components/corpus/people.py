"""Who changes the corpus, and what they may: every change carries a name, and is refused to whoever may not make it."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from components.corpus.errors import CorpusError

# From least to most: a viewer reads and takes away; an editor also adds, corrects, decides and takes back their own
# changes; an administrator also removes articles, takes back what others did and opens whole projects.
ROLES = ("viewer", "editor", "administrator")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work. name: as changes are signed, empty where nobody has to sign in. role: one of ROLES."""

    name: str = ""
    role: str = "administrator"

    def may(self, role: str) -> bool:
        """Whether this person may do what takes at least that role.

        >>> Person("nour", "editor").may("viewer"), Person("nour", "editor").may("administrator")
        (True, False)
        """
        return ROLES.index(self.role) >= ROLES.index(role)

    def to_undo(self, by: str) -> str:
        """The role that it takes this person to take back what somebody did.

        >>> Person("nour", "editor").to_undo("nour"), Person("nour", "editor").to_undo("sami")
        ('editor', 'administrator')
        """
        return "editor" if by == self.name else "administrator"


# Where nobody has to sign in, whoever reaches the corpus is at home.
AT_HOME = Person()

_acting: ContextVar[Person | None] = ContextVar("acting", default=None)
_identify: list[Callable[[], Person]] = []


def acting() -> Person:
    """Who is at work in this thread: as `acting_as` said, else as the interface knows, else somebody at home."""
    told = _acting.get()
    if told is not None:
        return told
    return _identify[-1]() if _identify else AT_HOME


@contextmanager
def acting_as(person: Person) -> Iterator[None]:
    """Do what follows in this person's name; needed in threads and processes that the interface does not know."""
    token = _acting.set(person)
    try:
        yield
    finally:
        _acting.reset(token)


def identify_by(question: Callable[[], Person]) -> None:
    """Ask this from now on who is at work, in place of what was asked before."""
    _identify[:] = [question]


def require(role: str) -> Person:
    """The person at work. Raises CorpusError where it takes more than their role."""
    person = acting()
    if not person.may(role):
        raise CorpusError("not_allowed", role=role)
    return person
