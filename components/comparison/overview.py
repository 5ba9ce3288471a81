"""What a corpus holds, and its strongest differences, as findings that a sentence can be made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from components.comparison import sampling
from components.comparison.ledger import Ledger, Point
from components.comparison.mentions import by_entity, sides_apart, totals
from components.comparison.scope import Scope
from components.corpus import Corpus

# A side's silence is told only where it would have been unlikely by accident: under the rule of three, had the silent
# side named the entity as often as the other, it would have stayed silent in fewer than 1 of 20 such texts.
SILENCE_TELLS = 0.05
# A difference in share of sentences smaller than this is no headline, whatever the sample.
SMALLEST_DIFFERENCE = 0.05
MOST_FINDINGS = 8
# Points of the ledger that the overview tells of each side.
MOST_POINTS = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between the sides.

    kind: only (one side alone names it, and the other's silence is unlikely to be chance) | more (one side names it in
    a larger share of its sentences). side: the side that names it, or names it more. silence: the chance of the other's
    silence, where kind is only. low, high: the interval of share_ar - share_en, as comparison.sampling finds it; None
    where there are too few independent articles for one.
    """

    kind: str
    side: str
    entity_id: str
    entity_type: str
    name_en: str
    name_ar: str
    sentences_ar: int
    sentences_en: int
    share_ar: float
    share_en: float
    silence: float
    low: float | None = None
    high: float | None = None

    @property
    def clear(self) -> bool | None:
        """Whether resampling the articles leaves no doubt which side names it more; None where they are too few."""
        return None if self.low is None else self.low > 0 or self.high < 0


def differences(corpus: Corpus, scope: Scope) -> list[Finding]:
    """The strongest differences in who and what is named, strongest first, at most MOST_FINDINGS of each kind."""
    denominators = totals(corpus, scope)
    if denominators.articles.min() == 0:
        return []
    frame = sides_apart(by_entity(corpus, scope), denominators)
    findings = {"only": [], "more": []}
    for row in frame.itertuples():
        kind = "only" if row.only else "more"
        tells = row.silence < SILENCE_TELLS if row.only else abs(row.difference) >= SMALLEST_DIFFERENCE
        if tells and len(findings[kind]) < MOST_FINDINGS:
            findings[kind].append(
                Finding(
                    kind,
                    row.only or ("ar" if row.difference > 0 else "en"),
                    row.entity_id,
                    row.entity_type,
                    row.name_en,
                    row.name_ar,
                    row.sentences_ar,
                    row.sentences_en,
                    row.share_ar,
                    row.share_en,
                    row.silence,
                )
            )
    return _with_intervals(corpus, scope, findings["more"] + findings["only"])


def _with_intervals(corpus: Corpus, scope: Scope, findings: list[Finding]) -> list[Finding]:
    """The findings with how sure they are, the clear ones first; as they are where the articles are too few."""
    drawn = sampling.differences(corpus, scope, tuple(finding.entity_id for finding in findings))
    if drawn.empty:
        return findings
    ends = drawn.set_index("entity_id")
    found = [
        replace(finding, low=float(ends.low[finding.entity_id]), high=float(ends.high[finding.entity_id]))
        for finding in findings
    ]
    return sorted(found, key=lambda finding: not finding.clear)


def told_alone(found: Ledger, side: str) -> list[Point]:
    """The points that only one side (en or ar) makes and that name what the story names least, most telling first."""
    points = [
        point
        for point in found.points
        if point.state == f"only_{side}" and point.reason != "too_short"
    ]
    return sorted(points, key=lambda point: -point.telling)[:MOST_POINTS]


def disagreements(found: Ledger) -> list[Point]:
    """The points in which the sides contradict each other, what most articles say first."""
    return sorted(found.discrepancies, key=lambda point: -point.articles("ar") - point.articles("en"))[:MOST_FINDINGS]
