"""Who and what an article names: known names, new ones, and the short forms that it goes on to use for them."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from components.reading import authority as authorities
from components.reading.authority import Authority, Form, short_forms
from components.reading.entities_known import Match, joints, matches
from components.reading.models import Boilerplate, Mention, Sentence
from components.text.words import tokens


class Found(NamedTuple):
    """A mention and the words it covers: first..last-1 of the text's words."""

    first: int
    last: int
    mention: Mention


def find(
    text: str,
    language: str,
    sentences: Sequence[Sentence],
    authority: Authority | None = None,
    outside: Sequence[Boilerplate] = (),
) -> list[Mention]:
    """The mentions of an article in the order of the text; none overlaps another, none lies in `outside`.

    language: "ar" or "en". authority: the names to know, the ones that ship with Mirsad where it is None.
    Never raises on any string.
    """
    authority = authority or authorities.load()
    words = tokens(text)
    joined = joints(text, words)
    candidates = matches(words, joined, language, authority)
    known = _known(text, candidates, authority)
    found = sorted(known)
    mentions = (item.mention for item in found)
    return _placed(mentions, sentences, outside)


def _known(text: str, candidates: Sequence[Match], authority: Authority) -> list[Found]:
    """Candidates that stand: strong forms, and weak ones of what the article has a strong form of."""
    strong = {form.entity_id for match in candidates for form in match.forms if not form.weak}
    found = []
    for match in candidates:
        form = _choice(match.forms, strong)
        if form and form.entity_id:
            found.append(Found(match.first, match.last, _mention(text, match, form, authority)))
    return found


def _choice(forms: Sequence[Form], strong: set[str]) -> Form | None:
    """Which of several entities a spelling means: one that the article names otherwise too, else a country, else the
    first listed."""
    usable = [form for form in forms if not form.weak or form.entity_id in strong]
    return min(usable, key=lambda f: (f.weak, not f.entity_id.startswith("country/")), default=None)


def _mention(text: str, match: Match, form: Form, authority: Authority) -> Mention:
    entity = authority.entities[form.entity_id]
    return Mention(match.start, match.end, text[match.start:match.end], entity.id, entity.type,
                   entity.name_en, entity.name_ar, form.kind, "known")


def _placed(mentions: Iterable[Mention], sentences: Sequence[Sentence], outside: Sequence[Boilerplate]) -> list[Mention]:
    """Mentions outside of the boilerplate, each with the number of its sentence."""
    starts = [sentence.start for sentence in sentences]
    placed = []
    for mention in mentions:
        if any(mention.start < item.end and item.start < mention.end for item in outside):
            continue
        at = bisect_right(starts, mention.start) - 1
        placed.append(replace(mention, sentence_no=sentences[at].number) if at >= 0 else mention)
    return placed
