"""A report of the comparison: what is compared, how the sides differ, on what sentences, by what method.

It is a list of blocks that say what they are and not how they look; report_html and report_pdf show them. Every figure
carries the numbers of sentences that stand at the end, with outlet, title, date and place in the article.
"""

from __future__ import annotations

import pandas as pd

from components.comparison import decisions, evidence, labels, ledger, mentions, overview, timeline, voices
from components.comparison.scope import FEWEST_ARTICLES, Scope
from components.corpus import Corpus, Selection
from components.export import figures
from components.export.about import About
from components.export.blocks import Figure, Heading, Pair, Paragraph, References, Report, Table
from components.text.messages import Messages, isolate

# A report is read from front to back: so much of each kind, with the number of all; the tables have the rest.
MOST_NAMES, MOST_DAYS, MOST_CONCEPTS, MOST_SPEAKERS = 20, 12, 8, 15
MOST_POINTS = {"differ": 20, "matched": 20, "undecided": 8, "only_en": 12, "only_ar": 12}
MOST_ARTICLES = 300
METHOD = ("reading", "names", "counting", "passages", "wording", "voices", "sampling", "honesty")
_LEDGER = ("differ", "matched", "only_en", "only_ar", "undecided")


def _day(value):
    return pd.Timestamp(value).date()


def report(corpus: Corpus, scope: Scope, about: About, trust: str = "") -> Report:
    """The report of a scope, in the language of `about`. Takes as long as the pages it is made of, together.

    trust: how far the states of the ledger's points were found to be right, a sentence.
    """
    work = _Work(corpus, scope, about, trust)
    blocks = [block for part in (work.compared, work.differences, work.named, work.times, work.points, work.wording,
                                 work.speakers, work.method, work.articles) for block in part()]
    return Report(about.title, about, tuple(blocks), tuple(work.refs.found.values()))


class _Work:
    """The sections of one report."""

    def __init__(self, corpus: Corpus, scope: Scope, about: About, trust: str):
        self.corpus, self.scope, self.about, self.trust, self.t = corpus, scope, about, trust, about.t
        self.refs = References(about.t)
        self.read = mentions.totals(corpus, scope)
        self.entities = mentions.by_entity(corpus, scope)
        self.both = self.read.articles.min() > 0

    def compared(self) -> list:
        t = self.t
        facts = ("articles", "outlets", "words", "sentences", "mentions", "entities")
        rows = {row.side: row for row in self.read.itertuples()}
        table = [((t(f"fact.{name}"), *(t.number(getattr(rows[side], name)) for side in ("en", "ar"))), ())
                 for name in facts]
        days = [t("overview.undated") if pd.isna(rows[side].first) else t.interval(_day(rows[side].first),
                _day(rows[side].last)) for side in ("en", "ar")]
        table.append(((t("fact.published"), *days), ()))
        blocks = [
            Heading(t("report.compared")),
            Table((t("report.what"), t("report.value")), tuple((row, ()) for row in self.about.scope)),
            Table((t("report.out_of"), t("side.en"), t("side.ar")), tuple(table)),
            Figure(figures.balance(self.read, t), t("overview.balance")),
        ]
        # Beyond the two denominators stands what was left out as reprints.
        blocks += [Paragraph(told, quiet=True) for told in self.about.out_of[2:]]
        if self.read.articles.min() < FEWEST_ARTICLES:
            blocks.append(Paragraph(t("honesty.few_articles", fewest=FEWEST_ARTICLES), quiet=True))
        return blocks

    def differences(self) -> list:
        t = self.t
        found = overview.differences(self.corpus, self.scope)
        blocks: list = [Heading(t("overview.differences"))]
        for finding in found:
            text = finding_sentence(finding, self.read, t)
            blocks.append(Paragraph(text, self._naming(finding.entity_id), finding.side))
        if not found:
            blocks.append(Paragraph(t("overview.no_differences"), quiet=True))
        return [*blocks, Paragraph(t("overview.differences_how"), quiet=True)]

    def named(self) -> list:
        t = self.t
        if self.entities.empty:
            return []
        shown = self.entities.groupby("entity_id").share_of_sentences.sum().nlargest(MOST_NAMES).index
        wide = self.entities.pivot_table(index="entity_id", columns="side", values="share_of_sentences", aggfunc="sum")
        wide = wide.reindex(index=shown, columns=["en", "ar"]).fillna(0.0)
        first = self.entities.drop_duplicates("entity_id").set_index("entity_id")
        names = {entity: self._name(first.loc[entity], entity) for entity in shown}
        bars = [(names[row.Index], row.en, row.ar) for row in wide.itertuples()]
        rows = [((isolate(names[row.Index]), t.percent(row.en, 1), t.percent(row.ar, 1)), self._naming(row.Index))
                for row in wide.itertuples()]
        title = t("take.mentions", measure=t("measure.share_of_sentences"))
        return [
            Heading(t("page.mentions")),
            Figure(figures.facing(bars, lambda value: t.percent(value, 1), title, t), title),
            Paragraph(t("measure.share_of_sentences.how"), quiet=True),
            Table((t("report.name"), t("side.en"), t("side.ar")), tuple(rows)),
        ]

    def _name(self, row, entity_id: str) -> str:
        own, other = (row.name_ar, row.name_en) if self.t.language == "ar" else (row.name_en, row.name_ar)
        return own or other or entity_id.partition("/")[2]

    def _naming(self, entity_id: str) -> tuple[int, ...]:
        return self.refs.of(evidence.naming(self.corpus, self.scope, entity_id))

    def times(self) -> list:
        t = self.t
        published = timeline.published(self.corpus, self.scope)
        spoken = timeline.spoken_of(self.corpus, self.scope)
        blocks: list = [Heading(t("page.timeline"))]
        if not published.empty:
            blocks.append(Figure(figures.publications(published, t), t("timeline.published")))
            if (published.published_basis == "inferred").any():
                blocks.append(Paragraph(t("timeline.inferred"), quiet=True))
        if not spoken.empty:
            wide = spoken.pivot_table(index=["first_day", "last_day"], columns="side", values="mentions", aggfunc="sum")
            wide = wide.reindex(columns=["en", "ar"]).fillna(0)
            most = wide.sum(axis=1).sort_values(ascending=False, kind="stable").head(MOST_DAYS).index
            rows = []
            for first, last in sorted(most):
                counts = wide.loc[(first, last)]
                behind = evidence.speaking_of(self.corpus, self.scope, first, last)
                cells = (t.interval(first, last), t.number(counts.en), t.number(counts.ar))
                rows.append((cells, self.refs.of(behind)))
            blocks.append(Heading(t("timeline.spoken_of"), 3))
            blocks.append(Table((t("report.days"), t("side.en"), t("side.ar")), tuple(rows)))
            if len(wide) > len(most):
                blocks.append(Paragraph(t("report.some_of", shown=len(most), all=len(wide)), quiet=True))
        return blocks

    def points(self) -> list:
        t = self.t
        if not self.both:
            return []
        found = ledger.settle(
            ledger.weigh(self.corpus, ledger.article_ids(self.corpus, self.scope)), decisions.decisions(self.corpus))
        blocks: list = [Heading(t("page.ledger")), Paragraph(t("ledger.looser"), quiet=True)]
        if self.trust:
            blocks.append(Paragraph(self.trust, quiet=True))
        groups = {"differ": list(found.discrepancies)} | {
            state: [point for point in found.points if point.state == state] for state in ledger.STATES}
        for name in [name for name in _LEDGER if groups[name]]:
            points = groups[name]
            blocks.append(Heading(t("report.points", kind=t(f"ledger.filter.{name}"), number=t.number(len(points))), 3))
            blocks += [self._point(point, name) for point in points[: MOST_POINTS[name]]]
            if len(points) > MOST_POINTS[name]:
                told = t("report.some_of", shown=MOST_POINTS[name], all=len(points))
                blocks.append(Paragraph(told, quiet=True))
        return blocks

    def _point(self, point: ledger.Point, under: str) -> Pair:
        t = self.t
        # What the heading of its group says already is not said again above each point.
        told = [] if point.state == under else [t(f"ledger.state.{point.state}")]
        if point.decision and point.decision.decided:
            told.append(t(f"ledger.decided.{point.decision.decided}"))
        notes = [t(f"ledger.differ.{item.kind}", english=isolate(item.english), arabic=isolate(item.arabic))
                 for item in point.discrepancies]
        shared = [f"{isolate(item.english)} ↔ {isolate(item.arabic)}" for item in point.evidence if item.weight > 0]
        if shared and not point.nearest:
            notes.append(f"{t('ledger.shares')} {' · '.join(shared[:8])}")
        if point.state.startswith("only") and point.reason:
            notes.append(t(f"ledger.reason.{point.reason}"))
        if point.decision and point.decision.note:
            notes.append(f"{t('ledger.note')}: {isolate(point.decision.note)}")
        return Pair(" · ".join(told), self.refs.said(point.english), self.refs.said(point.arabic), tuple(notes))

    def wording(self) -> list:
        t = self.t
        found = labels.references(self.corpus, self.scope)
        if found.empty:
            return []
        shares = labels.shares(found)
        known, named = labels.table(), labels.concept_names()
        several = shares.groupby("concept").label.nunique()
        order = [concept for concept in labels.contrasts(shares).concept if several[concept] > 1][:MOST_CONCEPTS]
        shown = {(c, name): label.name(t.language) for c in order for name, label in known[c].items()}
        concepts = {concept: named[concept][t.language] for concept in order}
        rows = []
        for (concept, label), own in shares[shares.concept.isin(order)].groupby(["concept", "label"], sort=False):
            spans = found[(found.concept == concept) & (found.label == label)]
            behind = self.refs.of(pd.concat([
                evidence.in_sentences(self.corpus, of_side) for _, of_side in spans.groupby("side")]))
            sides = own.groupby("side")[["count", "share"]].sum()
            counts = tuple(
                f"{t.number(sides['count'][side])} ({t.percent(sides.share[side])})" if side in sides.index else "–"
                for side in ("en", "ar"))
            stance = t(f"stance.{known[concept][label].stance}")
            rows.append(((isolate(concepts[concept]), isolate(shown[concept, label]), stance, *counts), behind))
        rows.sort(key=lambda row: list(map(isolate, concepts.values())).index(row[0][0]))
        heads = (t("wording.concept"), t("wording.label"), t("wording.stance"), t("side.en"), t("side.ar"))
        return [
            Heading(t("wording.part.labels")),
            *([Figure(figures.label_shares(shares, concepts, shown, t), t("wording.part.labels"))] if order else []),
            Paragraph(t("wording.labels_how"), quiet=True), *([Table(heads, tuple(rows))] if rows else []),
        ]

    def speakers(self) -> list:
        t = self.t
        said = voices.attributions(self.corpus, self.scope)
        if said.empty:
            return []
        frame = voices.by_speaker(said)
        counted = voices.totals(said, self.read)
        keys = list(dict.fromkeys(frame.key))[:MOST_SPEAKERS]
        names = {row.key: self._name(row, row.key) for row in frame.itertuples()}
        quotes = frame.pivot_table(index="key", columns="side", values="quotes", aggfunc="sum")
        quotes = quotes.reindex(index=keys, columns=["en", "ar"]).fillna(0)
        rows = []
        for row in quotes.itertuples():
            own = said[said.key == row.Index].rename(columns={"side": "language", "sentence": "text"})
            own = own.assign(marks=[[(a, b)] for a, b in zip(own.mark_start, own.mark_end, strict=True)])
            cells = (isolate(names[row.Index]), t.number(row.en), t.number(row.ar))
            rows.append((cells, self.refs.of(own)))
        title = t("take.speakers", measure=t("voices.measure.quotes"))
        bars = [(names[row.Index], row.en, row.ar) for row in quotes.itertuples()]
        out_of = [
            t("voices.denominators", side=t(f"side.{row.side}"), quotes=t.plural("voices.quotes", row.quotes),
              speakers=t.plural("voices.speakers", row.speakers), words=t.plural("words.count", row.words),
              share=t.percent(row.words / row.article_words if row.article_words else 0.0),
              articles=t.plural("articles.count", row.articles))
            for row in counted.iloc[::-1].itertuples()
        ]
        return [
            Heading(t("page.voices")), *[Paragraph(text, quiet=True) for text in out_of],
            Figure(figures.facing(bars, t.number, title, t), title),
            Table((t("voices.column.speaker"), t("side.en"), t("side.ar")), tuple(rows)),
        ]

    def method(self) -> list:
        t = self.t
        blocks: list = [Heading(t("report.method"))]
        for name in METHOD:
            blocks.append(Heading(t(f"method.{name}"), 3))
            blocks += [Paragraph(text) for text in t(f"method.{name}.text").split("\n\n")]
        return blocks

    def articles(self) -> list:
        t = self.t
        frame = self.corpus.articles(self.scope.selection())
        shown = frame.head(MOST_ARTICLES)
        rows = tuple(
            ((t(f"side.{row.language}"),
              t("basis.unknown") if pd.isna(row.published) else t.date(_day(row.published)),
              isolate(row.outlet or t("outlet.unknown")), isolate(row.title or self._opening(row.article_id)),
              t.number(row.word_count)), ())
            for row in shown.itertuples())
        heads = tuple(t(f"article.{name}") for name in ("side", "published", "outlet", "title", "words"))
        blocks: list = [Heading(t("page.articles")), Table(heads, rows)]
        if len(frame) > len(shown):
            blocks.append(Paragraph(t("report.some_of", shown=len(shown), all=len(frame)), quiet=True))
        return blocks

    def _opening(self, article_id: str) -> str:
        sentences = self.corpus.sentences(Selection(article_ids=(article_id,)))
        return " ".join(sentences.text.iloc[0].split()[:12]) if len(sentences) else ""


def finding_sentence(finding: overview.Finding, read: pd.DataFrame, t: Messages) -> str:
    """A difference as a sentence; read: as comparison.mentions.totals."""
    sentences = read.set_index("side").sentences
    own, other = (finding.name_ar, finding.name_en) if t.language == "ar" else (finding.name_en, finding.name_ar)
    if "side.ar" in t.names:
        return _of_named_sides(finding, isolate(own or other), sentences, t)
    return t(
        f"finding.{finding.kind}.{finding.side}",
        name=isolate(own or other),
        kind=t(f"kind.{finding.entity_type}"),
        sentences_ar=finding.sentences_ar,
        sentences_en=finding.sentences_en,
        read_ar=int(sentences["ar"]),
        read_en=int(sentences["en"]),
        share_ar=t.percent(finding.share_ar),
        share_en=t.percent(finding.share_en),
        silence=t.percent(finding.silence, 1) if finding.kind == "only" else "",
    )


def _of_named_sides(finding: overview.Finding, name: str, sentences: pd.Series, t: Messages) -> str:
    """The difference between sides of outlets and tags, which have no adjective as the languages have."""
    own, other = finding.side, "ar" if finding.side == "en" else "en"
    return t(
        f"finding.{finding.kind}.named",
        name=name,
        own=t(f"side.{own}"),
        other=t(f"side.{other}"),
        sentences_own=getattr(finding, f"sentences_{own}"),
        sentences_other=getattr(finding, f"sentences_{other}"),
        read_own=int(sentences[own]),
        read_other=int(sentences[other]),
        share_own=t.percent(getattr(finding, f"share_{own}")),
        share_other=t.percent(getattr(finding, f"share_{other}")),
        silence=t.percent(finding.silence, 1) if finding.kind == "only" else "",
    )
