"""The pages, in the order in which they are offered."""

from __future__ import annotations

# Name of the script in pages/, which is also its address and the key of its title, and its icon.
PAGES = (
    ("overview", "dashboard"),
    ("side-by-side", "splitscreen_right"),
    ("ledger", "receipt_long"),
    ("timeline", "timeline"),
    ("mentions", "bar_chart"),
    ("wording", "match_word"),
    ("voices", "record_voice_over"),
    ("search", "search"),
    ("add", "add_circle"),
    ("articles", "library_books"),
    ("stories", "auto_stories"),
    ("names", "badge"),
    ("method", "balance"),
)

# The page at the address without a name.
FRONT = "overview"

# Pages that need to be told what they are about, so that they are reached by links and not from the list.
LINKED = (("article", "article"),)
