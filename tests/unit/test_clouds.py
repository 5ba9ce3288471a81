"""Arabic in drawn pictures: joined letters, from right to left, with libraqm and without it."""
import io
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, features
from wordcloud import wordcloud as drawing

from components.export import clouds, shaping
from components.export.about import About
from components.export.shaping import drawable
from components.text.messages import Messages

RAQM = features.check("raqm")
needs_raqm = pytest.mark.skipif(not RAQM, reason="this machine's Pillow has no libraqm")


def ink(text, layout):
    """The drawn text as an array of 0 and 1, cut to its ink."""
    font = ImageFont.truetype(str(clouds.FONT), 60, layout_engine=layout)
    picture = Image.new("L", (700, 160))
    ImageDraw.Draw(picture).text((20, 20), text, font=font, fill=255)
    cut = picture.crop(picture.getbbox())
    return np.asarray(cut) > 127


def groups(array):
    """How many stretches of columns with ink there are: unjoined letters stand apart."""
    columns = array.any(axis=0).astype(int)
    return int((np.diff(np.concatenate([[0], columns])) == 1).sum())


def test_reshaped_text_has_joined_forms_from_right_to_left():
    # By Unicode's chart: FEE3 is meem in its initial form, FEBC sad in its medial, FEAE reh in its final one.
    assert [f"{ord(letter):X}" for letter in drawable("مصر", shaped=False)] == ["FEAE", "FEBC", "FEE3"]


def test_latin_inside_arabic_keeps_its_own_direction():
    assert drawable("سويوز Soyuz-2", shaped=False).startswith("Soyuz-2 ")
    assert drawable("Soyuz-2", shaped=False) == "Soyuz-2"


def test_vowel_marks_survive():
    assert "\u0651" in drawable("زوّد", shaped=False)


def test_where_pillow_shapes_by_itself_the_text_is_left_alone(monkeypatch):
    monkeypatch.setattr(shaping.features, "check", lambda name: True)
    assert drawable("حرب") == "حرب"
    monkeypatch.setattr(shaping.features, "check", lambda name: False)
    assert drawable("حرب") == drawable("حرب", shaped=False) != "حرب"


def test_without_libraqm_plain_text_would_be_drawn_apart_and_the_helper_joins_it():
    # Kaf, ya and meem join: one stretch of ink. Plain they stand apart.
    assert groups(ink("كيم", ImageFont.Layout.BASIC)) > 1
    assert groups(ink(drawable("كيم", shaped=False), ImageFont.Layout.BASIC)) == 1


def alef_stands_at_the_right(array):
    """Whether the tall first letter of ادر has its ink, alone in the upper quarter, at the right end."""
    top = array[: array.shape[0] // 4].any(axis=0)
    return bool(top[-array.shape[1] // 3 :].any() and not top[: array.shape[1] // 2].any())


def test_without_libraqm_the_first_letter_stands_at_the_right():
    assert alef_stands_at_the_right(ink(drawable("ادر", shaped=False), ImageFont.Layout.BASIC))
    assert not alef_stands_at_the_right(ink("ادر", ImageFont.Layout.BASIC))


@needs_raqm
def test_with_libraqm_plain_text_is_right_and_reshaped_text_would_come_out_backwards():
    assert alef_stands_at_the_right(ink(drawable("ادر", shaped=True), ImageFont.Layout.RAQM))
    assert not alef_stands_at_the_right(ink(drawable("ادر", shaped=False), ImageFont.Layout.RAQM))


@needs_raqm
@pytest.mark.parametrize("word", ["حرب", "ذخيرة", "كيم", "القمر", "الأقمار الصناعية"])
def test_both_ways_join_the_same_letters(word):
    with_raqm = ink(drawable(word, shaped=True), ImageFont.Layout.RAQM)
    without = ink(drawable(word, shaped=False), ImageFont.Layout.BASIC)
    apart = ink(word, ImageFont.Layout.BASIC)
    assert groups(with_raqm) == groups(without) < groups(apart)


def test_a_cloud_is_a_picture_in_the_sides_colour_and_always_the_same():
    picture = clouds.cloud({"حرب": 9, "قمر": 4, "missile": 2}, "#14918a")
    assert picture == clouds.cloud({"حرب": 9, "قمر": 4, "missile": 2}, "#14918a")
    image = Image.open(io.BytesIO(picture))
    assert image.size == (clouds.WIDTH, clouds.HEIGHT)
    solid = np.asarray(image)[np.asarray(image)[..., 3] == 255]
    assert {tuple(pixel[:3]) for pixel in solid[:50]} == {(0x14, 0x91, 0x8A)}
    corner = Image.open(io.BytesIO(clouds.cloud({"war": 1}, "#14918a", "#ffffff"))).convert("RGBA").getpixel((0, 0))
    assert corner == (255, 255, 255, 255)


def test_the_weightier_word_is_larger():
    layout = {}

    class Spy(drawing.WordCloud):
        def to_image(self):
            layout.update({word: size for (word, _), size, *_ in self.layout_})
            return super().to_image()

    original, clouds.WordCloud = clouds.WordCloud, Spy
    try:
        clouds.cloud({"war": 20, "peace": 2}, "#000000")
    finally:
        clouds.WordCloud = original
    assert layout["war"] > layout["peace"]


def test_nothing_to_draw_is_refused():
    with pytest.raises(ValueError, match="word"):
        clouds.cloud({}, "#000000")
    with pytest.raises(ValueError, match="word"):
        clouds.cloud({"war": 0}, "#000000")


@needs_raqm
def test_the_words_of_the_drawn_cloud_stand_where_the_picture_has_them():
    weights = {"زعيم": 6, "تكنولوجيا": 5, "منشأة": 4, "space": 4, "رئيس": 2, "Kim": 1}
    placed = ET.fromstring(clouds.cloud_svg(weights, "#000000", About("A cloud", Messages("en"))))
    picture = Image.new("L", (clouds.WIDTH, clouds.HEIGHT))
    for word in placed.find("{*}g/{*}g"):
        font = ImageFont.truetype(str(clouds.FONT), int(word.get("font-size")))
        ImageDraw.Draw(picture).text((float(word.get("x")), float(word.get("y"))), word.text, 255, font, anchor="ls")
    drawn = np.asarray(picture) > 127
    there = np.asarray(Image.open(io.BytesIO(clouds.cloud(weights, "#000000"))).getchannel("A")) > 127
    assert (drawn & there).sum() > 0.95 * (drawn | there).sum()
