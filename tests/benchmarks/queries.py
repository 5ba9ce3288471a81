"""What the pages ask of the corpus, at 2, 100,000 and a million articles, each answer checked against what is known."""
from __future__ import annotations

import argparse
import json
import multiprocessing
import pickle
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from components.comparison import (
    browsing,
    comentions,
    concordance,
    evidence,
    keywords,
    labels,
    mentions,
    offering,
    overview,
    remembering,
    sampling,
    timeline,
    voices,
    who_is_who,
    wording,
)
from components.comparison.scope import SIDES, Scope
from components.comparison.side_by_side import best_pair
from components.comparison.stories import suggest
from components.comparison.story_suggestions import suggestions
from components.corpus import Corpus, Selection, derived, open_corpus
from components.reading.authority import load
from tests.benchmarks import corpora, report

SIZES = (2, 100_000, 1_000_000)
# Milliseconds: a question, a search, saving; and anything among a million articles.
AIM, SEARCH_AIM, SAVE_AIM, LARGEST_AIM = 100.0, 500.0, 100.0, 500.0
MILLION = 1_000_000
# What a corpus takes on disk while it is made; where there is less room, it is left out.
BYTES_PER_ARTICLE = 8_000
# A question that took longer than this the first time is put once more, not three times.
SLOW_MS = 2_000.0
PAGE = 25
# Done once for a process, not by a page: it has no aim.
OPENING = "open the corpus"
# In fewer articles than this a word of the templates may be missing.
FEW = 100

Question = tuple[str, Callable[[], object], Callable[[object], bool]]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks queries")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--keep", type=Path, help="a folder where the corpora stay, and are found the next time; "
                        "saving is not measured then, for it would change them")
    parser.add_argument("--only", default="", help="questions that have this in their name")
    parser.add_argument("--out", type=Path, help="a file for the figures as JSON (see tests.benchmarks.plot)")
    told = parser.parse_args(arguments)
    columns, memory = {}, {}
    with tempfile.TemporaryDirectory(prefix="mirsad-bench-") as folder:
        where = told.keep or Path(folder)
        for size in told.sizes:
            where.mkdir(parents=True, exist_ok=True)
            if not (where / str(size)).exists() and shutil.disk_usage(where).free < size * BYTES_PER_ARTICLE:
                report.progress(f"{size:,} articles: left out, for the disk has no room")
                continue
            columns[size] = _measured(where / str(size), size, told.only, not told.keep)
            memory[size] = report.most_memory()
            if not told.keep:
                shutil.rmtree(where / str(size))
    smallest, largest = min(columns), max(columns)
    rows = [
        [name, *(columns[size][name].wall for size in columns), columns[largest][name].processor,
         columns[largest][name].wall / max(columns[smallest][name].wall, 0.01),
         "" if name == OPENING else report.against(columns[largest][name].wall, _aim(name, largest))]
        for name in columns[largest]
    ]
    report.table(
        "Questions to the corpus, milliseconds",
        ["question", *(f"{size:,} articles" for size in columns), "processor", f"x {smallest:,}", "aim"],
        rows,
        [f"Aims: {AIM:.0f} ms a question, {SEARCH_AIM:.0f} a search, {SAVE_AIM:.0f} to save; among a million "
         f"{LARGEST_AIM:.0f}. {report.circumstances()}.",
         "Median of three without any cache of the app, after a first call; every answer is checked. Processor time is "
         f"that of all threads at {largest:,} articles.",
         "The most memory held until then: " + ", ".join(f"{n:,} articles {mb:,.0f} MB" for n, mb in memory.items())])
    if told.out:
        figures = {size: {name: taken.wall for name, taken in found.items()} for size, found in columns.items()}
        told.out.write_text(json.dumps(
            {"machine": report.circumstances(), "milliseconds": figures, "megabytes": memory}, indent=1))


def _aim(name: str, size: int) -> float:
    if size >= MILLION:
        return LARGEST_AIM
    return SAVE_AIM if name.startswith("save") else SEARCH_AIM if name.startswith("search") else AIM


def _measured(folder: Path, size: int, only: str, saving: bool) -> dict[str, report.Taken]:
    known = _made(folder, size)
    opened = []
    found = {OPENING: report.once(lambda: opened.append(open_corpus(folder / "corpus")))}
    corpus = opened[0]
    corpus.prepare()
    for name, ask, is_right in _questions(corpus, known):
        if only not in name:
            continue
        first = report.once(lambda ask=ask, is_right=is_right, name=name: _right(ask(), is_right, name))
        found[name] = report.milliseconds(
            lambda ask=ask: (remembering.forget(corpus), ask()), times=1 if first.wall > SLOW_MS else 3)
        report.progress(f"{size:,} articles: {name}: {found[name].wall:.0f} ms, processor {found[name].processor:.0f}")
    return found | _keeping(corpus) if saving and not only else found


def _right(answer: object, is_right: Callable[[object], bool], name: str) -> None:
    assert is_right(answer), f"{name}: wrong answer"


def _made(folder: Path, size: int) -> corpora.Known:
    """The composed corpus, laid flat; made where it is not there yet."""
    told = folder / "known.pickle"
    if not told.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # By another process, so that the memory told is that of the questions.
        with multiprocessing.get_context("spawn").Pool(1) as workers:
            taken = {"written": report.once(
                lambda: told.write_bytes(pickle.dumps(workers.apply(corpora.build, (folder / "corpus", size)))))}
        taken["laid flat"] = report.once(lambda: _lay_flat(folder / "corpus"))
        report.progress(f"{size:,} articles: " + ", ".join(f"{k} in {t.wall / 1000:.0f} s" for k, t in taken.items()))
    return pickle.loads(told.read_bytes())


def _lay_flat(corpus: Path) -> None:
    """As the app does it in the background, but on two processors at once: a set of files for each half."""
    names = sorted((corpus / "articles").glob("*.parquet"))
    (corpus / "derived").mkdir(exist_ok=True)
    halves = [part for part in (names[::2], names[1::2]) if part]
    with multiprocessing.get_context("spawn").Pool(len(halves)) as workers:
        workers.starmap(_make_set, [(corpus / "derived", part) for part in halves])


def _make_set(folder: Path, sources: list[Path]) -> None:
    derived.Derived(folder).make(sources)


def _questions(corpus: Corpus, known: corpora.Known) -> list[Question]:
    scope, story = Scope(), Scope(story="story-0")
    side, entity = max((key for key in known.by_entity if key[1].startswith("country/")), key=known.by_entity.get)
    total = sum(known.articles.values())
    asked = [
        ("corpus.version", lambda: corpus.version, bool),
        ("corpus.stories", corpus.stories, lambda frame: frame.articles.sum() == total),
        ("outlets of the sidebar", lambda: _outlets(corpus), lambda frame: len(frame) >= min(2, total)),
        ("mentions.totals", lambda: mentions.totals(corpus, scope), lambda frame: _totals_agree(frame, known)),
        ("mentions.by_entity", lambda: mentions.by_entity(corpus, scope),
         lambda frame: _count(frame, side, entity) == known.by_entity[side, entity]),
        ("mentions.by_outlet, 15 entities", lambda: mentions.by_outlet(corpus, scope, _most_named(known)),
         lambda frame: _count(frame, side, entity) == known.by_entity[side, entity]),
        ("timeline.per_day", lambda: timeline.per_day(corpus, scope), lambda frame: _days_agree(frame, known)),
        ("timeline.spoken_of", lambda: timeline.spoken_of(corpus, scope), lambda frame: len(frame) > 0),
        ("evidence.naming, most named", lambda: evidence.naming(corpus, scope, entity), lambda frame: len(frame) > 0),
        ("overview.differences", lambda: overview.differences(corpus, scope), lambda found: isinstance(found, list)),
        ("mentions: intervals of 15", lambda: sampling.intervals(
            corpus, scope, _most_named(known), ("per_1000_words",)),
         lambda frame: True),
        ("mentions: network", lambda: comentions.network(corpus, scope), lambda found: True),
        ("wording: labels", lambda: labels.references(corpus, scope), lambda frame: True),
        ("wording: designations", lambda: wording.designations(corpus, scope, entity), lambda frame: True),
        ("wording: keywords", lambda: keywords.keywords(corpus, scope, "en"), lambda found: True),
        ("voices: attributions", lambda: voices.attributions(corpus, scope), lambda frame: True),
        ("names: a page of the list", lambda: who_is_who.listed(corpus, scope, who_is_who.Wanted(), 0, PAGE),
         lambda frame: len(frame) > 0),
        ("articles: a page, by title", lambda: browsing.listed(
            corpus, scope, browsing.Wanted(), "title", False, total // 2, PAGE), lambda frame: len(frame) > 0),
        ("articles: counted with a word", lambda: browsing.count(corpus, scope, browsing.Wanted(words="harvest")),
         lambda count: True),
        ("search: denominators", lambda: concordance.totals(corpus, scope), lambda frames: len(frames) == 2),
        ("a page of the articles", lambda: offering.listed(corpus, scope, total // 2, PAGE), lambda frame: len(frame)),
        ("articles to choose from", lambda: offering.offered(corpus, scope, "ar"), lambda frame: len(frame) > 0),
        ("articles with a word", lambda: offering.offered(corpus, scope, "en", "harvest"), lambda frame: True),
        ("one story: by_entity", lambda: mentions.by_entity(corpus, story), lambda frame: len(frame) > 0),
        ("one story: evidence.naming", lambda: evidence.naming(corpus, story, entity), lambda frame: True),
        ("one story: best_pair", lambda: best_pair(corpus, story.selection("ar"), story.selection("en")), bool),
        ("everything: best_pair", lambda: best_pair(corpus, scope.selection("ar"), scope.selection("en")), bool),
        ("suggest a story", lambda: suggest(corpus, [entity for _, entity in list(known.by_entity)[:30]]),
         lambda found: True),
        ("stories: suggestions", lambda: suggestions(corpus, scope), lambda found: isinstance(found, list)),
        ("mentions: sentences of a pair", lambda: comentions.together(corpus, scope, *_most_named(known)[:2]),
         lambda frame: True),
    ]
    asked += [(f"search: {kind}", lambda query=query: concordance.search(corpus, scope, query), answers(query))
              for kind, query, answers in _searches(known, entity)]
    article = corpus.articles(Selection(story="story-0")).article_id.iloc[0]
    asked.append(("article and reading", lambda: (corpus.article(article), corpus.reading(article)), bool))
    return asked


def _searches(known: corpora.Known, entity: str) -> list[tuple[str, str, Callable[[str], Callable[[object], bool]]]]:
    """Queries of every kind: name, word with its translations, phrase, Boolean, number; and what tells a right answer.

    A line's match has to be in the words of the query wherever the query leaves no other choice.
    """
    name = load().entity(entity).name_en

    def some(query: str) -> Callable[[object], bool]:
        return lambda answer: sum(known.articles.values()) < FEW or len(answer.lines) > 0

    def only(query: str) -> Callable[[object], bool]:
        words = query.strip('"')
        return lambda answer: some(query)(answer) and set(answer.lines.match.str.lower()) <= {words}

    return [("a name", name, some), ("a word, its meanings", "harvest", some), ("a phrase", '"another winter"', only),
            ("AND, OR, NOT", f'(winter OR harvest) NOT "{name}"', some), ("a number", "2023", some)]


def _keeping(corpus: Corpus) -> dict[str, report.Taken]:
    """What it takes to save one article, its reading left out, and the first question after it."""
    from components.reading import read

    waiting = [draft for language in SIDES for draft in corpora.drafts(language, 2)]
    for place, draft in enumerate(waiting):
        waiting[place] = type(draft)(draft.text, draft.language, story=draft.story,
                                     reading=read(draft.text, draft.language))
    taken = report.milliseconds(lambda: corpus.save([waiting.pop()]), times=2)
    corpus.save([waiting.pop()])
    return {"save one article": taken, "first question after saving": report.once(corpus.stories)}


def _outlets(corpus: Corpus):
    articles = corpus.table("articles")
    return corpus.execute(articles.select("outlet").distinct())


def _most_named(known: corpora.Known) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity for (_, entity), _ in known.by_entity.most_common(20)))[:15]


def _count(frame, side: str, entity: str) -> int:
    return int(frame.loc[(frame.side == side) & (frame.entity_id == entity), "count"].sum())


def _days_agree(frame, known: corpora.Known) -> bool:
    return dict(zip(zip(frame.side, frame.published, strict=True), frame.articles, strict=True)) == known.by_day


def _totals_agree(frame, known: corpora.Known) -> bool:
    rows = frame.set_index("side")
    return all(rows.articles[s] == known.articles[s] and rows.mentions[s] == known.mentions[s]
               and rows.sentences[s] == known.sentences[s] for s in SIDES)
