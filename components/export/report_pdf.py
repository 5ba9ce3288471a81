"""A report as PDF, written without a browser: letters are joined by HarfBuzz, lines turned by fpdf2."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import pairwise

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from components.charts.palette import SIDE
from components.export import blocks
from components.export.blocks import Report, Sentence
from components.export.drawing import INK, LINE, QUIET, Box, Dot, Drawing, Line
from components.export.pictures import FONT
from components.export.shaping import bare
from components.text.messages import Messages

_FAMILY = "Amiri"
MARGIN = 16
_BODY, _SMALL, _LEADING = 11.5, 9.5, 1.65
_HEADINGS = {1: 22, 2: 16, 3: 13}
_POINTS_PER_MM = 72 / 25.4
_CELL_MARGIN = 1.0
# Paragraphs of no more lines are not divided between two pages.
_KEPT_TOGETHER = 6
# What a number in brackets takes across, in millimetres.
_NUMBER_WIDTH = 7


def to_pdf(report: Report) -> bytes:
    """The report on A4, from right to left where it is in Arabic; numbers lead to the sentences at the end."""
    # Of letters that the font has not, fpdf2 warns one by one.
    logging.getLogger("fpdf").setLevel(logging.ERROR)
    page = _Pages(report.about.t)
    page.set_title(_plain(report.title))
    page.set_creator("Mirsad")
    page.set_lang(report.about.t.language)
    page.add_page()
    page.heading(report.title, 1)
    for line in (report.about.limits, f"{report.about.made_on} · {report.about.made_by}"):
        page.paragraph(line, _SMALL, QUIET)
    page.places = {one.number: page.add_link() for one in report.sentences}
    for block, after in pairwise([*report.blocks, None]):
        if isinstance(block, blocks.Heading):
            page.heading(block.text, block.level, after)
        else:
            _block(page, block)
    page.heading(report.about.t("report.sentences"), 2)
    page.paragraph(report.about.t("report.sentences_how"), _SMALL, QUIET)
    for one in report.sentences:
        page.sentence(one)
    return bytes(page.output())


def _block(page: _Pages, block) -> None:
    if isinstance(block, blocks.Paragraph):
        page.paragraph(block.text, _SMALL if block.quiet else _BODY, QUIET if block.quiet else INK, block.side)
        page.references(block.refs)
    elif isinstance(block, blocks.Figure):
        page.figure(block.drawing, block.caption)
    elif isinstance(block, blocks.Table):
        page.rows(block)
    else:
        page.pair(block)


class _Pages(FPDF):
    """Pages that know which way their language runs."""

    def __init__(self, t: Messages):
        super().__init__(format="A4")
        self.t = t
        self.rtl = t.direction == "rtl"
        self.places: dict[int, int] = {}
        self.set_margins(MARGIN, MARGIN)
        self.c_margin = _CELL_MARGIN
        self.set_auto_page_break(True, MARGIN + 4)
        self.add_font(_FAMILY, "", FONT)
        self.set_font(_FAMILY, size=_BODY)

    def footer(self) -> None:
        self.set_y(-MARGIN)
        self._turn(self.rtl)
        self.set_font(_FAMILY, size=_SMALL)
        self.set_text_color(QUIET)
        self.cell(0, 6, _plain(self.t("report.page", page=self.page_no())), align="C")

    def heading(self, text: str, level: int, after: object = None) -> None:
        """A heading stays with what follows it."""
        drawn = self._height(after.drawing) if isinstance(after, blocks.Figure) else 30
        if self.will_page_break(18 + drawn):
            self.add_page()
        self.ln({1: 0, 2: 5, 3: 3}[level])
        if level < 3:
            self.start_section(_plain(text), level - 1)
        self._lines(text, _HEADINGS[level], INK, self.rtl)
        if level == 2:
            self.set_draw_color(LINE)
            self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
        self.ln(1.2)

    def paragraph(self, text: str, size: float, colour: str, side: str = "") -> None:
        lines = self._lines(text, size, colour, self.rtl, inset=4 if side else 0)
        if side:
            high = min(lines * size / _POINTS_PER_MM * _LEADING, self.get_y() - MARGIN)
            self.set_fill_color(SIDE[side])
            self.rect(self.w - MARGIN - 1 if self.rtl else MARGIN, self.get_y() - high + 0.5, 1, high - 1, "F")
        self.ln(0.8)

    def references(self, refs: Sequence[int]) -> None:
        """Numbers that lead to the sentences, on a line of their own."""
        if not refs:
            return
        self.set_y(self.get_y() - 1.2)
        self._turn(False)
        self.set_font(_FAMILY, size=_SMALL)
        self.set_text_color("#0b6e69")
        told = [f"[{number}]" for number in refs]
        widths = [self.get_string_width(text) + 1.6 for text in told]
        x = self.w - MARGIN - 4 if self.rtl else MARGIN + 4
        for number, text, width in zip(refs, told, widths, strict=True):
            self.set_x(x - width if self.rtl else x)
            self.cell(width, 5, text, link=self.places.get(number))
            x += -width if self.rtl else width
        self.set_xy(MARGIN, self.get_y() + 6)

    def figure(self, drawing: Drawing, caption: str) -> None:
        scale = self._height(drawing) / drawing.height
        if self.will_page_break(drawing.height * scale + 10):
            self.add_page()
        left, top = MARGIN, self.get_y() + 1
        for mark in drawing.marks:
            self._draw(mark, left, top, scale)
        self.set_xy(MARGIN, top + drawing.height * scale)
        self.paragraph(caption, _SMALL, QUIET)

    def rows(self, block: blocks.Table) -> None:
        """A table; its columns run the way the language does, the numbers of sentences stand last."""
        cited = any(refs for _, refs in block.rows)
        count = len(block.heads) + cited
        room = self.w - 2 * MARGIN
        shares = _shares(block, cited)
        widths = [room * share for share in shares]
        self._row([*block.heads, *([""] if cited else [])], widths, (), True)
        for cells, refs in block.rows:
            self._row([*cells, *([""] if cited else [])], widths, refs if count else (), False)
        self.ln(2)

    def _row(self, cells: Sequence[str], widths: Sequence[float], refs: Sequence[int], head: bool) -> None:
        size = _SMALL + 0.5
        height = size / _POINTS_PER_MM * _LEADING
        self.set_font(_FAMILY, size=size)
        split = []
        for cell, width in zip(cells, widths, strict=True):
            self._turn(_runs_right_to_left(cell, self.rtl))
            split.append(self.multi_cell(width, height, _plain(cell) or " ", dry_run=True, output="LINES"))
        lines = max(len(part) for part in split)
        if refs:
            lines = max(lines, -(-len(refs) // max(int(widths[-1] / _NUMBER_WIDTH), 1)))
        if self.will_page_break(lines * height + 2):
            self.add_page()
        top = self.get_y() + 0.8
        x = self.w - MARGIN if self.rtl else MARGIN
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            x -= width if self.rtl else 0
            self.set_xy(x, top)
            if refs and number == len(cells) - 1:
                self._reference_cell(refs, x, top, width, height)
            else:
                rtl = _runs_right_to_left(cell, self.rtl)
                self._turn(rtl)
                self.set_text_color(QUIET if head else INK)
                self.set_font(_FAMILY, size=size)
                self.multi_cell(width, height, _plain(cell) or " ", align="R" if self.rtl else "L")
            x += 0 if self.rtl else width
        bottom = top + lines * height + 0.6
        self.set_draw_color(LINE)
        self.line(MARGIN, bottom, self.w - MARGIN, bottom)
        self.set_xy(MARGIN, bottom)

    def _reference_cell(self, refs: Sequence[int], x: float, y: float, width: float, height: float) -> None:
        self._turn(False)
        self.set_font(_FAMILY, size=_SMALL)
        self.set_text_color("#0b6e69")
        at, line = x + 1, y
        for number in refs:
            text = f"[{number}]"
            wide = self.get_string_width(text) + 1.4
            if at + wide > x + width and at > x + 1:
                at, line = x + 1, line + height
            self.set_xy(at, line)
            self.cell(wide, height, text, link=self.places.get(number))
            at += wide

    def pair(self, block: blocks.Pair) -> None:
        """English left, Arabic right, in either language of the report."""
        room = (self.w - 2 * MARGIN - 8) / 2
        sides = ((block.english, False), (block.arabic, True))
        height = _BODY / _POINTS_PER_MM * _LEADING
        self.set_font(_FAMILY, size=_BODY)
        longest = 0.0
        for said, rtl in sides:
            self._turn(rtl)
            lines = sum(len(self.multi_cell(room - 3, height, _numbered(one), dry_run=True, output="LINES"))
                        for one in said)
            longest = max(longest, lines * height)
        if self.will_page_break(min(longest + 20, 200)):
            self.add_page()
        if block.head:
            self.paragraph(block.head, _SMALL, QUIET)
        top, start, bottom = self.get_y(), self.page, self.get_y()
        for number, (said, rtl) in enumerate(sides):
            x = MARGIN + number * (room + 8)
            self.set_xy(x, top)
            for one in said:
                self.set_x(x)
                self._turn(rtl)
                self.set_font(_FAMILY, size=_BODY)
                self.set_text_color(INK)
                self.multi_cell(room - 3, height, _numbered(one), align="R" if rtl else "L",
                                link=self.places.get(one.number), new_x=XPos.LEFT, new_y=YPos.NEXT)
            bottom = max(bottom, self.get_y()) if self.page == start else self.get_y()
            if said and self.page == start:
                self.set_fill_color(SIDE["ar" if rtl else "en"])
                self.rect(x + room - 1.5 if rtl else x - 2.5, top + 1, 0.9, max(self.get_y() - top - 2, 1), "F")
        self.set_xy(MARGIN, bottom)
        for note in block.notes:
            self.paragraph(note, _SMALL, QUIET)
        self.ln(1.5)

    def sentence(self, one: Sentence) -> None:
        rtl = one.side == "ar"
        if self.will_page_break(18):
            self.add_page()
        self.set_link(self.places[one.number], y=self.get_y(), page=self.page)
        self._lines(_numbered(one), _BODY, INK, rtl)
        self._lines(one.source, _SMALL, QUIET, self.rtl)
        self.ln(1.6)

    # -- inside -------------------------------------------------------------------------------

    def _height(self, drawing: Drawing) -> float:
        return drawing.height * (self.w - 2 * MARGIN) / drawing.width

    def _turn(self, rtl: bool) -> None:
        self.set_text_shaping(True, direction="rtl" if rtl else "ltr")

    def _lines(self, text: str, size: float, colour: str, rtl: bool, inset: float = 0) -> int:
        """Writes a paragraph; gives how many lines it took."""
        self._turn(rtl)
        self.set_font(_FAMILY, size=size)
        self.set_text_color(colour)
        width, height, told = self.w - 2 * MARGIN - inset, size / _POINTS_PER_MM * _LEADING, _plain(text) or " "
        lines = len(self.multi_cell(width, height, told, dry_run=True, output="LINES"))
        if lines <= _KEPT_TOGETHER and self.will_page_break(lines * height):
            self.add_page()
        self.set_x(MARGIN if rtl else MARGIN + inset)
        self.multi_cell(width, height, told, align="R" if rtl else "L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        return lines

    def _draw(self, mark, left: float, top: float, scale: float) -> None:
        if isinstance(mark, Box):
            self.set_fill_color(mark.colour)
            self.rect(left + mark.x * scale, top + mark.y * scale, max(mark.width, 0) * scale, mark.height * scale, "F")
        elif isinstance(mark, Line):
            self.set_draw_color(mark.colour)
            self.line(*(base + value * scale for base, value in (
                (left, mark.x1), (top, mark.y1), (left, mark.x2), (top, mark.y2))))
        elif isinstance(mark, Dot):
            self.set_draw_color(mark.colour)
            self.set_fill_color(mark.colour)
            self.circle(left + mark.x * scale, top + mark.y * scale, mark.radius * scale, "D" if mark.hollow else "DF")
        else:
            text = _plain(mark.text)
            self._turn(_runs_right_to_left(text, False))
            self.set_font(_FAMILY, size=mark.size * scale * _POINTS_PER_MM)
            self.set_text_color(mark.colour)
            wide = self.get_string_width(text)
            back = {"start": 0, "middle": wide / 2, "end": wide}[mark.anchor]
            # Only cells are shaped; a cell's base line lies .5 of its height and .3 of its letters below its top.
            self.c_margin = 0
            self.set_xy(left + mark.x * scale - back, top + mark.y * scale - 0.8 * self.font_size)
            self.cell(wide, self.font_size, text)
            self.c_margin = _CELL_MARGIN


def _shares(block: blocks.Table, cited: bool) -> list[float]:
    """How much of the page each column takes: as much as its longest cell asks for, within limits."""
    wants = [
        min(max([len(head), *(len(cells[at]) for cells, _ in block.rows)]), 46) + 3
        for at, head in enumerate(block.heads)
    ]
    if cited:
        wants.append(26)
    return [want / sum(wants) for want in wants]


def _runs_right_to_left(text: str, otherwise: bool) -> bool:
    """The direction of the first letter that has one."""
    for letter in text:
        if "\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc":
            return True
        if letter.isalpha():
            return False
    return otherwise


def _numbered(one: Sentence) -> str:
    return _plain(f"[{one.number}] {one.text}")


def _plain(text: str) -> str:
    return " ".join(bare(text.replace("↔", "=")).encode("utf-8", "replace").decode().split())
