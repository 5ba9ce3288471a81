"""What the discovery of names hands over."""
from __future__ import annotations

from typing import NamedTuple


class Discovery(NamedTuple):
    """Words first..last-1 of the text are a name of this type; it begins at the offset `start`.

    weak: little more than a capital letter or an unfamiliar word speaks for it.
    """

    first: int
    last: int
    start: int
    type: str
    weak: bool = False
