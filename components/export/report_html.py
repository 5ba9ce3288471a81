"""A report as one HTML file that asks for nothing from anywhere, to be read on a screen or printed."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from components.charts.palette import SIDE
from components.export import blocks
from components.export.blocks import Report, Sentence
from components.export.drawing import INK, QUIET, to_svg

_HERE = Path(__file__).resolve().parent
_FONTS = _HERE.parent / "static" / "fonts"
_FACES = (("Report", "ibm-plex-sans-latin"), ("Report Arabic", "ibm-plex-sans-arabic-arabic"))
_WEIGHTS = (400, 600)
_DIRECTION = {"ar": "rtl", "en": "ltr"}
# Characters that turn what follows around; from an article they could make a line say something else.
_TURNING = dict.fromkeys(range(0x202A, 0x202F))


def to_html(report: Report) -> bytes:
    """The report as a whole page. Everything from an article is escaped."""
    t = report.about.t
    body = "".join(_block(block, number, t("report.sentences")) for number, block in enumerate(report.blocks))
    sentences = "".join(_sentence(one) for one in report.sentences)
    contents = "".join(
        f'<li><a href="#s{number}">{_safe(block.text)}</a></li>'
        for number, block in enumerate(report.blocks) if isinstance(block, blocks.Heading) and block.level == 2)
    return (
        f'<!doctype html><html lang="{t.language}" dir="{t.direction}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        'font-src data:">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_safe(report.title)}</title><style>{_style()}</style></head><body><header>"
        f'<h1>{_safe(report.title)}</h1><p class="quiet">{_safe(report.about.limits)}</p>'
        f'<p class="quiet">{_safe(report.about.made_on)} · {_safe(report.about.made_by)}</p></header>'
        f"<nav><ol>{contents}<li><a href=\"#sentences\">{_safe(t('report.sentences'))}</a></li></ol></nav>"
        f'<main>{body}<h2 id="sentences">{_safe(t("report.sentences"))}</h2>'
        f'<p class="quiet">{_safe(t("report.sentences_how"))}</p><ol class="sentences">{sentences}</ol></main>'
        "</body></html>"
    ).encode("utf-8", "replace")


def _safe(text: str) -> str:
    return escape(text.translate(_TURNING))


def _block(block, number: int, cited: str) -> str:
    """cited: what the sentences behind a row are called."""
    if isinstance(block, blocks.Heading):
        return f'<h{block.level} id="s{number}">{_safe(block.text)}</h{block.level}>'
    if isinstance(block, blocks.Paragraph):
        kind = " ".join(filter(None, ("quiet" if block.quiet else "", block.side)))
        return f'<p class="{kind}">{_safe(block.text)}{_refs(block.refs)}</p>'
    if isinstance(block, blocks.Figure):
        return f"<figure>{to_svg(block.drawing)}<figcaption>{_safe(block.caption)}</figcaption></figure>"
    if isinstance(block, blocks.Table):
        return _table(block, cited)
    return _pair(block)


def _table(block: blocks.Table, cited_as: str) -> str:
    heads = "".join(f'<th scope="col">{_safe(head)}</th>' for head in block.heads)
    cited = any(refs for _, refs in block.rows)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in cells)
        + (f"<td>{_refs(refs)}</td>" if cited else "") + "</tr>"
        for cells, refs in block.rows)
    more = f'<th scope="col">{_safe(cited_as)}</th>' if cited else ""
    return f'<div class="wide"><table><thead><tr>{heads}{more}</tr></thead><tbody>{rows}</tbody></table></div>'


def _pair(block: blocks.Pair) -> str:
    head = f'<p class="quiet">{_safe(block.head)}</p>' if block.head else ""
    return (
        f'<section class="point">{head}<div class="pair" dir="ltr">'
        f'{_said(block.english, "en")}{_said(block.arabic, "ar")}</div>'
        + "".join(f'<p class="note">{_safe(note)}</p>' for note in block.notes) + "</section>"
    )


def _said(passages: Sequence[Sentence], side: str) -> str:
    shown = "".join(f"<p>{_marked(one)}{_refs((one.number,))}</p>" for one in passages) or "<p>–</p>"
    return f'<div class="{side}" lang="{side}" dir="{_DIRECTION[side]}">{shown}</div>'


def _refs(refs: Sequence[int]) -> str:
    return "".join(f' <a class="ref" href="#n{number}">[{number}]</a>' for number in refs)


def _sentence(one: Sentence) -> str:
    return (
        f'<li id="n{one.number}" value="{one.number}" class="{one.side}">'
        f'<p lang="{one.side}" dir="{_DIRECTION[one.side]}">{_marked(one)}</p>'
        f"<small>{_safe(one.source)}</small></li>"
    )


def _marked(one: Sentence) -> str:
    pieces, at = [], 0
    for start, end in sorted(one.marks):
        if at <= start < end:
            pieces += [_safe(one.text[at:start]), "<mark>", _safe(one.text[start:end]), "</mark>"]
            at = end
    return "".join(pieces) + _safe(one.text[at:])


@cache
def _style() -> str:
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{_encoded(f'{name}-{weight}')}) format('woff2')}}"
        for family, name in _FACES for weight in _WEIGHTS)
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    for name, colour in (("EN", SIDE["en"]), ("AR", SIDE["ar"]), ("INK", INK), ("QUIET", QUIET)):
        style = style.replace(f"${name}", colour)
    return faces + style


def _encoded(name: str) -> str:
    return base64.b64encode((_FONTS / f"{name}.woff2").read_bytes()).decode()
