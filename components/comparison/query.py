"""What a person types into the search box, as a small tree.

Words stand beside each other (all of them in one sentence) or are joined by AND, OR and NOT in capitals, or by their
signs & | and a minus before the word; quotation marks hold words together as a phrase, round brackets a part of the
query. AND binds closer than OR.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from components.text.arabic import without_marks
from components.text.words import tokens

# A longer query is a pasted text; deeper brackets than this nobody can read.
LONGEST_QUERY = 300
DEEPEST = 12

ERRORS = (
    "empty", "no_words", "too_long", "too_deep", "open_quote", "open_bracket", "stray_bracket", "nothing_beside",
    "only_not",
)

_QUOTES = "\"“”„‟«»＂"
_PIECE = regex.compile(
    rf"\s+|(?P<quote>[{_QUOTES}])(?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}]?)"
    rf"|(?P<bracket>[()])|(?P<sign>&+|\|+|(?<![^\s(])[-−–!](?=[\w(\"“«„]))|(?P<chunk>[^\s(){_QUOTES}&|]+)"
)
_OPERATORS = {"AND": "AND", "OR": "OR", "NOT": "NOT", "&": "AND", "|": "OR"} | dict.fromkeys("-−–!", "NOT")


class QueryError(ValueError):
    """A query that can't be understood: `code` is one of ERRORS, `values` what its sentence names."""

    def __init__(self, code: str, **values: str):
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Term:
    """Words to be found beside each other; quoted where a person put them into quotation marks."""

    words: tuple[str, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Terms that stand beside each other without an operator: all of them are wanted, and some may be one name."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts in one sentence."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not be in the sentence."""

    part: Node


Node = Run | And | Or | Not


def parse(query: str) -> Node:
    """The tree of a query. Raises QueryError, and nothing else, for what is none.

    >>> parse('Kim "spy satellite" NOT Japan').parts[1]
    Not(part=Run(terms=(Term(words=('Japan',), quoted=False),)))
    """
    if not query.strip():
        raise QueryError("empty")
    if len(query) > LONGEST_QUERY:
        raise QueryError("too_long", longest=str(LONGEST_QUERY))
    pieces = _pieces(query)
    if not any(isinstance(piece, Term) for piece in pieces):
        raise QueryError("no_words")
    parser = _Parser(pieces)
    tree = parser.either(0)
    if parser.next is not None:
        raise QueryError("stray_bracket")
    if not _finds_something(tree):
        raise QueryError("only_not")
    return tree


def _pieces(query: str) -> list[Term | str]:
    """The query cut into terms, brackets and operators; punctuation that means nothing here is left out."""
    found: list[Term | str] = []
    for match in _PIECE.finditer(query):
        if match["quote"]:
            if not match["closed"]:
                raise QueryError("open_quote")
            found += _term(match["phrase"], quoted=True)
        elif match["bracket"]:
            found.append(match["bracket"])
        elif match["sign"]:
            found.append(_OPERATORS[match["sign"][0]])
        elif match["chunk"]:
            found += [_OPERATORS[match["chunk"]]] if match["chunk"] in _OPERATORS else _term(match["chunk"])
    return found


def _term(text: str, quoted: bool = False) -> list[Term]:
    # A tatweel alone, or a mark without its letter, is no word.
    words = tuple(token.text for token in tokens(text) if without_marks(token.text))
    return [Term(words, quoted)] if words else []


class _Parser:
    """Goes through the pieces once, from left to right."""

    def __init__(self, pieces: list[Term | str]):
        self._pieces, self._at = pieces, 0

    @property
    def next(self) -> Term | str | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def either(self, depth: int) -> Node:
        """Parts joined by OR."""
        parts = [self._all(depth)]
        while self.next == "OR":
            self._at += 1
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, depth: int) -> Node:
        """Parts joined by AND, or by standing beside each other."""
        parts = [self._part(depth)]
        while self.next not in (None, "OR", ")"):
            if self.next == "AND":
                self._at += 1
            parts.append(self._part(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _part(self, depth: int) -> Node:
        negated = False
        while self.next == "NOT":
            self._at += 1
            negated = not negated
        part = self._bracketed(depth) if self.next == "(" else self._run(lone=negated)
        return Not(part) if negated else part

    def _bracketed(self, depth: int) -> Node:
        if depth == DEEPEST:
            raise QueryError("too_deep")
        self._at += 1
        inside = self.either(depth + 1)
        if self.next != ")":
            raise QueryError("open_bracket")
        self._at += 1
        return inside

    def _run(self, lone: bool) -> Run:
        """Terms up to the next operator or bracket; after NOT a single one."""
        terms = []
        while isinstance(self.next, Term) and not (lone and terms):
            terms.append(self.next)
            self._at += 1
        if not terms:
            beside = self.next or (self._pieces[self._at - 1] if self._at else "")
            raise QueryError("stray_bracket") if beside == ")" and not self._at else QueryError(
                "nothing_beside", operator=str(beside))
        return Run(tuple(terms))


def _finds_something(node: Node) -> bool:
    """Whether every way to satisfy the query has something in it that can be pointed at."""
    if isinstance(node, And):
        return any(_finds_something(part) for part in node.parts)
    if isinstance(node, Or):
        return all(_finds_something(part) for part in node.parts)
    return isinstance(node, Run)
