"""What a corpus can be asked: tidy frames, expressions, single articles."""
from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir
import pandas as pd

from components.corpus import edits, flat, schema, views, worded
from components.corpus.errors import CorpusError
from components.corpus.models import Article, Selection
from components.reading.models import Reading


class Asking:
    """The questions; the store that answers them brings `_answered`, `_engine` and `_row`.

    All frames are pandas frames. Every frame of items carries article_id, story, language, outlet and published
    (datetime64, a day; NaT where unknown) before the columns of the item itself. Offsets are code points into `text`.
    """

    def table(self, name: str, selection: Selection | None = None) -> ir.Table:
        """The Ibis expression behind a frame, for the articles selected; aggregate it and hand it to `execute`.

        Names: articles, openings (article_id, opening: the beginning of its first sentence), texts, search, lemmas,
        sentences, mentions, dates, quotes, numbers, boilerplate, and, kept in orders of their own, so that they are
        quick for the whole corpus:
        entities: one row per article and entity that it names: mentions, demonyms, sentences, sentences_by_name (those
        where it is not named by a demonym alone), bundle (flat.BUNDLE_LETTERS of the article_id). For few entities.
        tallies, bundles, pairs: what is named, by language, outlet and entity; by language, bundle and entity; by
        language, outlet and two of them in one sentence (before decisions about names). See flat.tallied, flat.paired.
        The selection may be of languages and outlets only, with bundles of languages only.
        places: one row per article: place, the number that it has in articles, in entities, and in the next two.
        postings (place, lemma, count), spellings (place, word: as it stands in the search text): for few words, also of
        articles that no longer count.
        surfaces: one row per way of writing an entity anywhere, also in articles that no longer count: language,
        surface, spelled in lower case, entity_id, entity_type, entity_name_en, entity_name_ar.
        labels, designations, attributions, vocabulary: see worded.SCHEMAS.
        """
        if name in worded.TABLES:
            self._fresh.wanted = True
        return views.table(name, selection, self._among(selection.article_ids if selection else ()))

    def execute(self, expression: ir.Expr) -> pd.DataFrame:
        """Answer an expression built on `table`."""
        return self._answered(lambda: self._engine.execute(expression))

    def articles(self, selection: Selection | None = None) -> pd.DataFrame:
        """One row per article, oldest publication first: article_id, story, language (ar | en), title, outlet, author,
        published (datetime64, NaT unknown), published_basis (stated | given | inferred | unknown), published_reason
        (a message key or a sentence), published_reason_ar, url, tags (list), word_count, sentence_count, source_name,
        added (datetime64, UTC), added_by (empty where nobody had to sign in).
        """
        return self._frame("articles", selection, "published", "added", "article_id")

    def sentences(self, selection: Selection | None = None) -> pd.DataFrame:
        """One row per sentence: article's columns, sentence_no, paragraph (both from 0), start, end, text."""
        return self._frame("sentences", selection, "article_id", "start")

    def mentions(self, selection: Selection | None = None) -> pd.DataFrame:
        """One row per mention: article's columns, start, end, surface, entity_id, entity_type, entity_name_en,
        entity_name_ar, form, method, sentence_no (components.reading.models.Mention says what they hold).
        """
        return self._frame("mentions", selection, "article_id", "start")

    def dates(self, selection: Selection | None = None) -> pd.DataFrame:
        """One row per date spoken of: article's columns, start, end, surface, first_day, last_day, basis, calendar,
        sentence_no.
        """
        return self._frame("dates", selection, "article_id", "start")

    def quotes(self, selection: Selection | None = None) -> pd.DataFrame:
        """One row per quotation: article's columns, start, end, surface, kind, speaker, speaker_id, cue, stance,
        closed, sentence_no.
        """
        return self._frame("quotes", selection, "article_id", "start")

    def numbers(self, selection: Selection | None = None) -> pd.DataFrame:
        """One row per quantity: article's columns, start, end, surface, value, sentence_no."""
        return self._frame("numbers", selection, "article_id", "start")

    def stories(self, with_empty: bool = False) -> pd.DataFrame:
        """One row per story, the one with the newest article first: story, name_en, name_ar, articles, arabic, english,
        first, last (publication dates), added (when its newest article was saved, UTC).

        The articles without a story make a row too, under an empty one. with_empty: also stories that were named and
        that no article belongs to, after the others.
        """
        articles = self.table("articles")
        frame = self.execute(articles.group_by("story").aggregate(
            articles=articles.count(),
            arabic=(articles.language == "ar").sum(),
            english=(articles.language == "en").sum(),
            first=articles.published.min(),
            last=articles.published.max(),
            added=articles.added.max(),
        ).order_by("story"))
        frame = frame.sort_values("added", ascending=False, kind="stable", ignore_index=True)
        names = self.decisions(edits.STORY)
        if empty := sorted(names.keys() - set(frame.story)) if with_empty else ():
            none = pd.DataFrame({"story": empty, "articles": 0, "arabic": 0, "english": 0})
            frame = pd.concat([frame, none.reindex(columns=frame.columns).astype(frame.dtypes)], ignore_index=True)
        frame.insert(1, "name_en", [names.get(story, {}).get("en") or story for story in frame.story])
        frame.insert(2, "name_ar", [names.get(story, {}).get("ar") or story for story in frame.story])
        return frame

    def text(self, article_id: str) -> str:
        """The article's whole text, as every offset counts it. Raises CorpusError for an unknown article."""
        return self._whole(article_id, "text")["text"]

    def article(self, article_id: str) -> Article:
        """The article with its corrections applied. Raises CorpusError for an unknown article."""
        return schema.article_of(self._whole(article_id, *flat.ARTICLE_COLUMNS, "text"))

    def reading(self, article_id: str) -> Reading:
        """All that was read in the article. Raises CorpusError for an unknown article."""
        columns = ("read_language", "lemmas", "word_count", "reader_version", *schema.ITEMS)
        return self.names.applied(schema.reading_of(self._whole(article_id, *columns)))

    def whole(self, article_ids: Sequence[str]) -> list[tuple[Article, Reading]]:
        """Articles with all that was read in them, many at once, in the order given; unknown ids are left out."""
        columns = (*flat.ARTICLE_COLUMNS, "text", "read_language", "lemmas", "reader_version", *schema.ITEMS)
        rows = {row["article_id"]: row for row in self._rows(article_ids, *columns)}
        found = [rows[article_id] for article_id in article_ids if article_id in rows]
        names = self.names
        return [(schema.article_of(row), names.applied(schema.reading_of(row))) for row in found]

    def _frame(self, name: str, selection: Selection | None, *order: str) -> pd.DataFrame:
        table = self.table(name, selection).order_by(*order)
        return self.execute(table.drop("place") if "place" in table.columns else table)

    def _whole(self, article_id: str, *columns: str) -> dict:
        self._row(article_id)
        rows = self._rows([article_id], *columns)
        if not rows:
            raise CorpusError("no_such_article", article_id=article_id)
        return rows[0]

    def _rows(self, article_ids: Sequence[str], *columns: str) -> list[dict]:
        """Current rows with corrections applied, as dictionaries of plain Python values."""
        # Where they lie is looked up before the engine is told of the files: then a merging in between does no harm.
        rows = views.rows(article_ids, *columns, among=self._among(article_ids))
        return self._answered(lambda: self._engine.to_arrow(rows).to_pylist())
