"""What people decided about points of the ledger: kept in the corpus, respected wherever passages are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from components.corpus import Corpus, CorpusError

KIND = "ledger"
CONFIRMED, REJECTED, PAIRED = "confirmed", "rejected", "paired"
DECIDED = (CONFIRMED, REJECTED, PAIRED)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about the point with this subject.

    decided: confirmed (it stands as it was shown) | rejected (the English passages don't answer the Arabic ones) |
    paired (they do, whatever was found) | "" (only a note). english, arabic: the passages meant, by their keys.
    instead: the counterparts that a person replaced by the ones paired.
    """

    subject: str
    decided: str = ""
    english: tuple[str, ...] = ()
    arabic: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    note: str = ""

    @property
    def apart(self) -> set[tuple[str, str]]:
        """Pairs (English key, Arabic key) that the person says don't answer each other."""
        if self.decided == REJECTED:
            return {(one, other) for one in self.english for other in self.arabic}
        if self.decided == PAIRED:
            # A key names its article, so the half of these pairs that joins a language to itself meets nothing.
            replaced = {(one, other) for one in self.english for other in self.instead}
            return replaced | {(other, one) for one in self.arabic for other in self.instead}
        return set()


def passage_key(article_id: str, sentence_no: int) -> str:
    """What a decision calls a passage: its article and its number in it, the same for as long as the text is kept."""
    return f"{article_id}:{sentence_no}"


def subject_of(english_key: str, arabic_key: str) -> str:
    """What a decision calls a point: its surest passages, "" for the side that says nothing.

    >>> subject_of("abc:4", "")
    'abc:4|'
    """
    return f"{english_key}|{arabic_key}"


def decisions(corpus: Corpus) -> dict[str, Decision]:
    """All decisions in force, by their subjects. What can't be read is left out."""
    found = {}
    for subject, payload in corpus.decisions(KIND).items():
        decided = payload.get("decided", "")
        lists = [payload.get(name, ()) for name in ("english", "arabic", "instead")]
        if decided in (*DECIDED, "") and all(_keys(keys) for keys in lists):
            found[subject] = Decision(subject, decided, *map(tuple, lists), note=str(payload.get("note", "")))
    return found


def decide(
    corpus: Corpus, decision: Decision, keep_note: bool = True, seen: tuple[Decision, ...] | None = None
) -> str:
    """Write a decision down; returns the event that `Corpus.undo` takes back. keep_note: a note from before stays.

    seen: what stood decided about the point when the person began, empty for nothing; raises CorpusError where that is
    something else by now. None: whatever stood there.
    """
    before = decisions(corpus).get(decision.subject)
    if seen is not None and seen != (() if before is None else (before,)):
        raise CorpusError("decided_meanwhile")
    if before and keep_note:
        decision = replace(decision, note=before.note)
    payload = asdict(decision)
    return corpus.record(KIND, payload.pop("subject"), payload)


def withdraw(corpus: Corpus, subject: str) -> str:
    """Forget what was decided about a point; returns the event that `Corpus.undo` takes back."""
    return corpus.record(KIND, subject, None)


def rejected_pairs(made: Iterable[Decision]) -> set[tuple[str, str]]:
    """Every pair (English key, Arabic key) that somebody rejected."""
    return set().union(*(decision.apart for decision in made))


def confirmed_pairs(made: Iterable[Decision]) -> set[tuple[str, str]]:
    """Every pair (English key, Arabic key) that somebody confirmed or made."""
    return {
        (one, other)
        for decision in made
        if decision.decided in (CONFIRMED, PAIRED)
        for one in decision.english
        for other in decision.arabic
    }


def _keys(keys: object) -> bool:
    return isinstance(keys, Sequence) and not isinstance(keys, str) and all(isinstance(key, str) for key in keys)
