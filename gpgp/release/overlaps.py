"""Whether published text repeats what a respondent wrote: eight words in a row.

Shorter runs are common phrases. Text that may be repeated, such as the wording of the instrument or
an approved quote, is taken out first: a run that holds six words of it in a row, such as a request
to drop a phrase of the draft, repeats that text and not the respondent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set

RUN_WORDS = 8
OWN_WORDS = 6  # of a run, in a row, that may be repeated: then the rest says next to nothing
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
    runs = list_runs(published, allowed=allowed)
    return len({run for text in private for run in _list_runs(text, RUN_WORDS) if run in runs})


def holds_run(text: str, *, runs: Set[tuple[str, ...]]) -> bool:
    """Tell whether a text holds one of these runs of eight words."""
    return any(run in runs for run in _list_runs(text, RUN_WORDS))


def list_runs(published: Iterable[str], *, allowed: Iterable[str] = ()) -> set[tuple[str, ...]]:
    """List the runs of eight words of published texts, but for those that may be repeated."""
    own = {part for text in allowed for part in _list_runs(text, OWN_WORDS)}
    return {
        run
        for text in published
        for run in _list_runs(text, RUN_WORDS)
        if not any(
            run[start : start + OWN_WORDS] in own for start in range(RUN_WORDS - OWN_WORDS + 1)
        )
    }


def _list_runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return zip(*(words[start:] for start in range(length)), strict=False)
