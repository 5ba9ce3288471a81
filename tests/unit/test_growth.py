"""The picture of how questions grow with the corpus."""
import xml.etree.ElementTree as ElementTree

from tests.benchmarks import plot


def test_every_question_is_drawn_with_its_figure_and_no_name_covers_another():
    names = list(plot.DRAWN)
    measured = {size: {name: 3.0 + number + size / 1_000 for number, name in enumerate(names)}
                for size in (2, 100_000, 1_000_000)}
    picture = ElementTree.fromstring(plot.drawn(measured, "2 cores & <quiet>"))
    texts = [element for element in picture.iter() if element.tag.endswith("text")]
    said = [element.text for element in texts]
    assert all(any(label in text for text in said) for label in plot.DRAWN.values())
    assert "1,003  Totals of both sides" in said and any("2 cores & <quiet>" in text for text in said)
    heights = sorted(float(e.get("y")) for e in texts if e.get("text-anchor") == "start" and e.get("font-size") == "12")
    assert len(heights) == len(names)
    assert all(lower - upper >= plot.LINE - 0.2 for upper, lower in zip(heights, heights[1:], strict=False))
    assert heights[-1] <= plot.HEIGHT


def test_what_was_not_measured_at_every_size_is_left_out():
    drawn = plot.drawn({2: {"mentions.totals": 4.0, "search: a name": 9.0}, 100: {"mentions.totals": 5.0}}, "1 core")
    assert "Totals of both sides" in drawn and "Search: a name" not in drawn
