"""Whether published text repeats what a respondent wrote: eight words in a row.

Shorter runs are common phrases. Text that may be repeated, such as the wording of the instrument,
a released campaign letter or an approved quote, is taken out first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

RUN_WORDS = 8
_WORD = re.compile(r"\w+")


def count_overlaps(
    published: Iterable[str], *, private: Iterable[str], allowed: Iterable[str] = ()
) -> int:
    """Count the runs of eight words that published texts share with private ones.

    Parameters
    ----------
    published : iterable of str
        What is about to be published.
    private : iterable of str
        What respondents wrote, as received or cleaned.
    allowed : iterable of str
        Texts that may be repeated.

    Returns
    -------
    int
        Different runs; capitals, punctuation and spacing do not matter.

    Examples
    --------
    >>> count_overlaps(
    ...     ["They said: we have NOT been able to fill a single post."],
    ...     private=["We have not been able to fill a single post since May"],
    ... )
    3
    """
    runs = {run for text in published for run in _list_runs(text)}
    runs -= {run for text in allowed for run in _list_runs(text)}
    return len({run for text in private for run in _list_runs(text) if run in runs})


def _list_runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return zip(*(words[start:] for start in range(RUN_WORDS)), strict=False)
