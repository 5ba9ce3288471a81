"""The paragraphs of an article in a web page, found by where the long, link-poor text lies together.

The idea is that of readability (Arc90, 2009) and boilerpipe (Kohlschütter, Fankhauser & Nejdl 2010): blocks of text
are weighed by length and by how little of them is links, their weight rises to the elements around them, and the
element that gathers most of it holds the article.
"""
from __future__ import annotations

import re
from collections import defaultdict
from copy import deepcopy
from itertools import chain

from lxml.html import HtmlElement

_DROPPED = ("script", "style", "noscript", "iframe", "svg", "button", "nav", "aside", "footer", "figure", "figcaption",
            "select", "input", "textarea", "template", "dialog", "audio", "video", "object", "map", "head")
_ROLES = {"navigation", "complementary", "banner", "contentinfo", "search", "dialog", "menu"}

# Names that page builders give to what is beside the article.
_BESIDE = re.compile(
    r"related|relat(?:e|ion)-?box|shar(?:e|ing)|social|newsletter|promo|sidebar|side-bar|breadcrumb|advert|sponsor"
    r"|(?:^|[-_ ])(?:ads?|tags?|nav|image|img|photos?|rating)(?:[-_ ]|$)|subscri|caption|byline|copyright"
    r"|author-?(?:bio|box|info|card)|about-?author|footer|menu|popup|modal|cookie|recirc|outbrain|taboola"
    r"|most-?(?:read|pop)|trending|recommend|read-?(?:more|next|also)|more-?(?:on|from|stories|news)|gallery|slideshow"
    r"|paywall|sign-?up|login|toolbar|timestamp|dateline|print-?only|screen-?reader|visually-?hidden|sr-only|teaser"
    r"|poll|quiz|pagination|pager|prev-?next|widget", re.IGNORECASE)
# What readers wrote may well be longer than the article.
_READERS = re.compile(r"comment|disqus|discussion|respond|replies|message-?(?:list|body|content)", re.IGNORECASE)

_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "td", "th", "dd", "dt", "div", "section",
           "article", "main", "body", "ul", "ol", "dl", "table", "tbody", "tr", "center", "details", "summary",
           "header", "html", "address", "hgroup", "fieldset"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SPACE = re.compile(r"\s+")

# A name of what is beside the article is not believed of an element that holds this share of the page's prose
# (the body of one news site in twenty lies in a "widget", a "paywall" or an "entry-read-more").
_TOO_MUCH, _TOO_MUCH_FOR_READERS = 0.3, 0.8
# A piece of text this long outside of links is prose; menus and captions are shorter.
_PROSE = 60
# A block with more of its characters in links than this is a list of links.
_LINKS = 0.5
# Shorter blocks say nothing about where the article is.
_TELLING = 25
# At the ends of the article shorter blocks without a full stop are dates, names, calls to share.
_STUB = 60
_STOPPED = re.compile(r"[.!?؟…:;؛\"”»’)\]。]$")
# An element around the holder with at most so much text beside it belongs to the article; more is something else.
_LITTLE_MORE, _LEVELS_UP = 0.35, 3
# An article under the page's headline with so many characters of prose is the article.
_ENOUGH = 400
# What gathers text without being a part of the page: its parent is asked instead.
_PASSED_OVER = {"p", "li", "blockquote", "td", "th", "tr", "tbody", "dd", "dt", "pre", "ul", "ol", "dl", "center"}


class Block:
    """A stretch of text between block elements: its text, the share of it in links, and the element it lies in."""

    __slots__ = ("element", "links", "tag", "text")

    def __init__(self, element: HtmlElement, tag: str, text: str, linked: int):
        self.element, self.tag, self.text = element, tag, text
        self.links = min(1.0, linked / len(text)) if text else 0.0


def paragraphs(tree: HtmlElement) -> list[str]:
    """The article's paragraphs in order, without its headline; empty where the page has no running text."""
    tree = deepcopy(tree)
    _clean(tree)
    blocks = _blocks(tree)
    holder = _holder(blocks)
    if holder is None:
        return []
    inside = set(chain.from_iterable(part.iter() for part in _parts(_widened(holder, blocks))))
    return _trimmed([block for block in blocks if block.element in inside])


def _clean(tree: HtmlElement) -> None:
    """Take out what is no text, what is not shown, and what calls itself something beside the article."""
    for element in list(tree.iter(*_DROPPED)):
        _drop(element)
    prose = _prose(tree)
    whole = max(1, prose[tree])
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "article", "main", "p"):
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        beside = element.get("role") in _ROLES or _unseen(element) or _BESIDE.search(named)
        limit = _TOO_MUCH_FOR_READERS if _READERS.search(named) else _TOO_MUCH if beside else 0
        if prose[element] < limit * whole:
            _drop(element)


def _prose(tree: HtmlElement) -> dict[HtmlElement, int]:
    """How many characters of prose each element holds, its descendants included."""
    held: dict[HtmlElement, int] = defaultdict(int)
    for element in reversed(list(tree.iter())):
        if isinstance(element.tag, str) and element.tag != "a" and len((element.text or "").strip()) >= _PROSE:
            held[element] += len(element.text)
        parent = element.getparent()
        if parent is not None:
            held[parent] += held[element]
            if len((element.tail or "").strip()) >= _PROSE:
                held[parent] += len(element.tail)
    return held


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _unseen(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").casefold()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _blocks(tree: HtmlElement) -> list[Block]:
    """The page's stretches of text in order: what stands between the beginnings and ends of block elements."""
    found: list[Block] = []
    words: list[str] = []
    state = {"linked": 0, "breaks": 0}

    def flush(element: HtmlElement) -> None:
        text = _SPACE.sub(" ", "".join(words)).strip()
        if text:
            found.append(Block(element, element.tag, text, state["linked"]))
        words.clear()
        state["linked"] = 0

    # An explicit stack: pages nest deeper than Python recurses.
    stack: list[tuple[HtmlElement, HtmlElement, bool, bool]] = [(tree, tree, False, False)]
    while stack:
        element, block, in_link, leaving = stack.pop()
        is_block = element.tag in _BLOCKS
        if leaving:
            if is_block:
                flush(element)
            if element.tail and element is not tree:
                words.append(element.tail)
                state["linked"] += len(element.tail.strip()) if in_link else 0
            continue
        if is_block:
            flush(block)
            block = element
        if element.tag == "br":
            following = element.getnext()
            empty = not (element.tail or "").strip()
            if empty and following is not None and following.tag == "br":
                flush(block)
            words.append(" ")
        linked = in_link or element.tag == "a"
        if element.text:
            words.append(element.text)
            state["linked"] += len(element.text.strip()) if linked else 0
        stack.append((element, block if not is_block else _outer(element), in_link, True))
        for child in reversed(element):
            if isinstance(child.tag, str):
                stack.append((child, block, linked, False))
            elif child.tail:
                words.append(child.tail)
    flush(tree)
    return found


def _outer(element: HtmlElement) -> HtmlElement:
    parent = element.getparent()
    return element if parent is None else parent


def _holder(blocks: list[Block]) -> HtmlElement | None:
    """The element that gathers most of the text, a part of each block's weight rising four levels."""
    weights: dict[HtmlElement, float] = defaultdict(float)
    for block in blocks:
        if len(block.text) < _TELLING or block.links > _LINKS or block.tag in _HEADINGS:
            continue
        weight = (min(len(block.text), 600) / 100 + block.text.count(",") + block.text.count("،")) * (1 - block.links)
        element, share = block.element, 1.0
        for _ in range(4):
            while element is not None and element.tag in _PASSED_OVER:
                element = element.getparent()
            if element is None:
                break
            weights[element] += weight * share
            element, share = element.getparent(), share * 0.6
    if not weights:
        return None
    holder = max(weights, key=weights.get)
    headed = _headed(holder)
    if headed is not None and headed is not holder and headed not in holder.iterancestors():
        # Longer text elsewhere (other posts, readers' letters) does not outdo the article that bears the headline.
        inside = set(headed.iter())
        if holder not in inside and sum(len(b.text) for b in blocks if b.element in inside and _is_prose(b)) >= _ENOUGH:
            return headed
    return holder


def _headed(holder: HtmlElement) -> HtmlElement | None:
    """The <article> that the page's first headline stands in."""
    headline = next(holder.getroottree().getroot().iter("h1"), None)
    return next(headline.iterancestors("article"), None) if headline is not None else None


def _widened(holder: HtmlElement, blocks: list[Block]) -> HtmlElement:
    """The holder, or an element around it that adds a little more text: a lead set apart, a second column."""
    for _ in range(_LEVELS_UP):
        above = holder.getparent()
        if above is None or above.tag in ("body", "html"):
            break
        inside, around = set(holder.iter()), set(above.iter())
        own = sum(len(b.text) for b in blocks if b.element in inside and _is_prose(b))
        more = sum(len(b.text) for b in blocks if b.element in around and b.element not in inside and _is_prose(b))
        if not 0 < more <= _LITTLE_MORE * own:
            break
        holder = above
    return holder


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE and block.links < 0.3 and block.tag not in _HEADINGS


def _parts(holder: HtmlElement) -> list[HtmlElement]:
    """The holder, and the elements of the same make near it where an article is laid out in several."""
    named = holder.get("class")
    above = holder.getparent()
    if not named or above is None or holder.tag == "article":
        return [holder]
    if above.getparent() is not None and above.tag != "body":
        above = above.getparent()
    return [element for element in above.iter(holder.tag) if element.get("class") == named]


def _trimmed(blocks: list[Block]) -> list[str]:
    """The blocks' texts without lists of links, the headline, and the stubs at both ends."""
    kept = [block for block in blocks if block.tag != "h1" and not _is_list_of_links(block)]
    while kept and _is_stub(kept[0]):
        kept.pop(0)
    while kept and (_is_stub(kept[-1]) or kept[-1].tag in _HEADINGS):
        kept.pop()
    return [block.text for block in kept]


def _is_list_of_links(block: Block) -> bool:
    # A whole sentence that is one long link is still a sentence.
    return block.links > _LINKS and not (len(block.text) >= 2 * _PROSE and _STOPPED.search(block.text))


def _is_stub(block: Block) -> bool:
    return len(block.text) < _STUB and not _STOPPED.search(block.text)
