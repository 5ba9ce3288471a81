"""Dates that a text speaks of, as stretches of days with both ends included; and the day it says it was published.

The files beside this one, in the order in which a text goes through them: dates_lexicon (what words mean),
dates_lexemes (where a date may stand), dates_match (rules), dates_absolute, dates_relative and dates_compound (the
grammar), dates_points (completing what the text leaves unsaid), dates_calendar (arithmetic).
"""
from components.reading.dates_find import find
from components.reading.dates_published import published_in

__all__ = ["find", "published_in"]
