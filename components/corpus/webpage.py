"""News pages: the article among menus, advertisements and links, and what the page states about itself."""
from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from components.corpus.encoding import decode
from components.corpus.errors import Unreadable
from components.corpus.models import Parsed
from components.corpus.paragraphs import paragraphs
from components.corpus.stated import day
from components.reading import boilerplate
from components.text.arabic import is_arabic

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_ADVERTISEMENT = re.compile(r"\W*(?:advert(?:isement)?|sponsored|story continues below.{0,40}|إعلان(?:ات)?)\W*",
                            re.IGNORECASE)
# House rules for those who comment, and whose views the comments are: what sites put under an article.
_HOUSE_RULES = re.compile(
    r"(?:الآراء|التعليقات|المشاركات|المقالات).{0,80}لا (?:تعبر|تمثل|تعكس)"
    r"|(?:ال)?تعليقات.{0,120}(?:قبل نشرها|إرشادات|شروط الاستخدام)"
    r"|(?:إرشادات|شروط|سياسة) (?:الاستخدام|النشر|التعليق)"
    r"|(?:views|opinions|comments) (?:expressed|posted|published).{0,80}(?:do not|are those of|are the author)"
    r"|(?:comment|commenting|community) (?:policy|guidelines|rules)|terms (?:of use|and conditions)", re.IGNORECASE)
_UNDER_THE_ARTICLE = 5
# Calls to subscribe, to follow, to share: short lines that say nothing else.
_CALLS = re.compile(
    r"(?:subscribe|sign up|follow (?:us|@\w+)|like (?:this|what) .{0,30}\?|don[’']t miss\b|share (?:this|your)"
    r"|click here|اشترك(?:وا)? (?:الآن|معنا|في (?:نشرت|خدمة|قناة|القائمة))|تابعونا|تابعنا على|شارك(?:نا|ونا)\b"
    r"|شارك (?:هذا|المقال|الخبر)|لا يفوتك|انضم إلى (?:قنا|مجموع)).{0,160}", re.IGNORECASE)
_LONGEST_CALL = 160
# When a page was made and by whom: a short line that holds a date or an hour and no sentence.
_STAMP = re.compile(
    r".{0,60}\b(?:published|updated|posted|publicado|publié|نشر|نُشر|آخر تحديث)\b.{0,60}\d.{0,40}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.{0,20}\b(?:published|updated|posted|publicado|publié|نشر|نُشر)\b.{0,120}"
    r"|.{2,50} \d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?", re.IGNORECASE)
# Links to other articles, told apart by capitals in brackets: … [VIDEO] … [INSIGHT].
_TAGGED = re.compile(r"(?:.{10,200}\[[A-Z]{4,}\]){2}.{0,200}")
# What announces the headlines of other articles, up to the page's end.
_OTHERS = re.compile(
    r"more (?:.{0,40}\b(?:stories|news|articles|reading)|from|on|in)\b.{0,40}|read (?:more|next|also)\b.{0,40}"
    r"|(?:related|recommended|trending|popular|see also|top stories|latest (?:news|stories)|you (?:may|might))\b.{0,40}"
    r"|(?:المزيد من|[اإ]قرأ (?:أيضا|المزيد)|شاهد أيضا|مواضيع|(?:أخبار|مقالات) ذات|الأكثر (?:قراءة|مشاهدة|تداولا))"
    r".{0,40}", re.IGNORECASE)
_LONGEST_HEADLINE = 140
# More of a page than this is never taken for headlines: some outlets end no paragraph with a full stop.
_OTHERS_SHARE = 0.25
_STOPPED = re.compile(r"[.!؟…][\"”’»)\]]*$")
# A page that yields less (a name, a menu's entry) has no article on it; the shortest news in brief has 150 characters.
SHORTEST_ARTICLE = 60
# Kinds of boilerplate that belong to the page, not to the article; a credit or a byline stays.
_LEFTOVERS = {"share", "related", "comment_form"}

# Where the two extractions have less than this in common, ours has mostly taken a comment or a caption for the
# article (F1 of the bodies .953 always ours, .955 from 0.6, .947 from 0.8).
AGREEMENT = 0.6
_NULLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

# Where pages state their publication date, surest first; "modified" dates are not asked.
_DATE_METAS = ("article:published_time", "og:article:published_time", "datepublished", "og:pubdate", "pubdate",
               "publish-date", "publish_date", "published_time", "parsely-pub-date", "sailthru.date", "dc.date.issued",
               "dcterms.issued", "dc.date.created", "dc.date", "dcterms.created", "article.published", "date")


def main_text(page: bytes) -> str:
    """The article's text in a web page, one paragraph per line; empty where the page has none. Never raises."""
    tree = _tree(_decoded(page)[0])
    return _main_text(tree) if tree is not None else ""


def parse(source: str, page: bytes) -> Parsed:
    """The article in a web page with its title, outlet, author, address and publication date, as the page states them.

    Raises Unreadable: broken_html, no_article_in_page.
    """
    markup, encoding = _decoded(page)
    tree = _tree(markup)
    if tree is None:
        raise Unreadable("broken_html")
    facts = _facts(tree)
    text = _main_text(tree)
    if len(text) < SHORTEST_ARTICLE:
        raise Unreadable("no_article_in_page")
    return Parsed(text=text, source_name=source, encoding=encoding, **facts)


def _tree(markup: str):
    text = _NULLS.sub("", markup)
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _decoded(page: bytes) -> tuple[str, str]:
    """The page as text, and its encoding: UTF-8 where it can be, else as it declares, else as its bytes look."""
    try:
        return page.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(page[:4096])
    if declared:
        try:
            return page.decode(declared[1].decode("ascii")), declared[1].decode("ascii").lower()
        except (LookupError, UnicodeError):
            pass
    try:
        found = decode(page)
        return found.text, found.encoding
    except Unreadable:
        return page.decode("windows-1252", "replace"), "windows-1252"


def _main_text(tree) -> str:
    """Our own paragraphs where trafilatura by and large agrees, else what trafilatura finds, the leftovers cut out."""
    ours, theirs = "\n".join(paragraphs(tree)), []
    for options in ({"favor_precision": True}, {"fast": True}):
        try:
            found = trafilatura.extract(tree, include_comments=False, with_metadata=False, **options)
        except Exception:  # trafilatura meets pages that its own code did not foresee
            continue
        theirs += [found] if found else []
    agreed = ours and (not theirs or any(_shared(ours, other) >= AGREEMENT for other in theirs))
    return _without_leftovers(ours if agreed else next(iter(theirs), ""))


def _shared(a: str, b: str) -> float:
    """The share of the shorter text's word pairs that the other has too, from 0 to 1."""
    pairs = [Counter(pairwise(text.split())) for text in (a, b)]
    fewer = min(sum(pairs[0].values()), sum(pairs[1].values()))
    return sum((pairs[0] & pairs[1]).values()) / fewer if fewer else 0.0


def _without_leftovers(text: str) -> str:
    """The text without whole lines that are calls to share, to read on, or advertisements."""
    found = boilerplate.find(text, "ar" if is_arabic(text) else "en")
    cut = {text[item.start:item.end].strip() for item in found if item.kind in _LEFTOVERS}
    lines = text.split("\n")
    cut.update(line.strip() for line in lines if _ADVERTISEMENT.fullmatch(line.strip()))
    cut.update(line.strip() for line in lines[1:][-_UNDER_THE_ARTICLE:] if _HOUSE_RULES.search(line))
    cut.update(line.strip() for line in lines if len(line) <= _LONGEST_CALL and (
        _CALLS.fullmatch(line.strip()) or _STAMP.fullmatch(line.strip()) and not _STOPPED.search(line.strip())))
    cut.update(line.strip() for line in lines if _TAGGED.fullmatch(line.strip()))
    return "\n".join(line for line in _without_others(lines) if line.strip() not in cut)


def _without_others(lines: list[str]) -> list[str]:
    """The lines before the headlines of other articles that end the page under a heading of their own."""
    least = (1 - _OTHERS_SHARE) * sum(map(len, lines))
    at, left = len(lines), sum(map(len, lines))
    while at > 1 and len(lines[at - 1]) <= _LONGEST_HEADLINE and not _STOPPED.search(lines[at - 1].strip()):
        at -= 1
        left -= len(lines[at])
        if left < least:
            break
        if at < len(lines) - 1 and _OTHERS.fullmatch(lines[at].strip()):
            return lines[:at]
    return lines


def _facts(tree) -> dict[str, object]:
    metas = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().casefold()
        if name and meta.get("content"):
            metas.setdefault(name, meta.get("content").strip())
    linked = list(_linked_data(tree))
    published, reason, problem = _published(tree, metas, linked)
    title = metas.get("og:title") or metas.get("twitter:title") or _first(linked, "headline") or _element(tree, "h1") \
        or _element(tree, "title")
    outlet = metas.get("og:site_name") or _first(linked, "publisher") or metas.get("application-name") or ""
    canonical = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").casefold() == "canonical"]
    url = next((address for address in (*canonical, metas.get("og:url")) if _is_address(address)), "")
    author = metas.get("author") or metas.get("article:author") or _first(linked, "author")
    return {
        "title": _without_site(" ".join(title.split()), outlet),
        "outlet": " ".join(outlet.split())[:200],
        "author": "" if _is_address(author) else " ".join(author.split())[:200],
        "url": url[:2000],
        "published": published,
        "published_reason": reason,
        "problems": (problem,) if problem else (),
    }


def _is_address(text: str | None) -> bool:
    return bool(text) and text.startswith(("http://", "https://"))


def _element(tree, tag: str) -> str:
    found = next(iter(tree.iter(tag)), None)
    return found.text_content() if found is not None else ""


def _without_site(title: str, outlet: str) -> str:
    """The headline without the outlet's name behind or before a bar or dash.

    >>> _without_site("Kim meets Putin | BBC News", "BBC News")
    'Kim meets Putin'
    """
    if outlet:
        name = re.escape(outlet.strip())
        title = re.sub(rf"\s*[|\-–—»:]\s*{name}\s*$|^\s*{name}\s*[|\-–—»:]\s*", "", title)
    return title[:500]


def _linked_data(tree) -> Iterator[dict]:
    """The page's JSON-LD objects that speak of an article."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            found = json.loads((script.text or "").strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting, looked = [found], 0
        while waiting and looked < 500:
            item = waiting.pop(0)
            looked += 1
            if isinstance(item, list):
                waiting.extend(item)
            elif isinstance(item, dict):
                waiting.extend(item.get("@graph", []) if isinstance(item.get("@graph"), list) else [])
                kinds = item.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report")) for kind in kinds):
                    yield item


def _first(linked: list[dict], field: str) -> str:
    for item in linked:
        value = item.get(field)
        values = value if isinstance(value, list) else [value]
        names = [v.get("name") if isinstance(v, dict) else v for v in values]
        told = ", ".join(name for name in names if isinstance(name, str))
        if told:
            return told
    return ""


def _published(tree, metas: dict[str, str], linked: list[dict]) -> tuple[dt.date | None, str, str]:
    problem = ""
    stated = [(item.get("datePublished"), "page_data") for item in linked]
    stated += [(metas.get(name), "page_metadata") for name in _DATE_METAS]
    stated += [(time.get("datetime"), "page_time") for time in tree.iter("time")
               if time.get("datetime") and (time.get("pubdate") is not None or "ublish" in _classes(time))]
    times = [time.get("datetime") for time in tree.iter("time") if time.get("datetime")]
    stated += [(times[0], "page_time")] if times else []
    for value, reason in stated:
        found, trouble = day(value)
        if found:
            return found, reason, ""
        problem = problem or trouble
    return None, "", problem


def _classes(element) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}"
