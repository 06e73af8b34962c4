"""What a folder must pass before it is published.

In: the files by name and what must not be in them. Out: nothing, or a fault that lists
what is wrong without repeating it. Pure functions: who opens the files and writes the publishable
folder stands elsewhere. A release also needs a person: see :mod:`gpgp.release.sign_off`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gpgp.disclosure.profiles import PROFILES, Profile
from gpgp.errors import GpgpError, ParameterError
from gpgp.release.overlaps import RUN_WORDS, count_overlaps, holds_run, list_runs
from gpgp.release.published import Published, read_published

PUBLIC = "public"
MOST_FAULTS = 5  # listed in a message
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_PATH = re.compile(
    r"(?<![\w.~/:-])/(?:home|Users|root|tmp|var|private|mnt|opt|srv|data|work)/\w"
    r"|\b[A-Za-z]:\\\w|\bfile:/",
)
_TAG = re.compile(r"<[^<>\n]*>")  # within a line, so that lines keep their numbers
_EMBEDDED = re.compile(r"base64,[A-Za-z0-9+/=]+")


@dataclass(frozen=True)
class Private:
    """What may stand in no published file.

    Attributes
    ----------
    texts : tuple of str
        What respondents wrote; no eight words in a row may be repeated.
    allowed_texts : tuple of str
        What may be repeated all the same: the instrument, approved quotes, a released letter.
    words : tuple of str
        Names of users and computers, folders: looked for as whole words.
    canaries : tuple of str
        Strings that may stand nowhere, not even as part of a word: e-mail addresses, identifiers.
    allowed_addresses : frozenset of str
        Addresses that a page may link to, such as the consultation's own.
    comments : mapping of comment_id to str
        Cleaned comments among ``texts``: a fault names the one that is repeated.
    """

    texts: tuple[str, ...] = ()
    allowed_texts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    canaries: tuple[str, ...] = ()
    allowed_addresses: frozenset[str] = frozenset()
    comments: Mapping[str, str] = field(default_factory=dict)


def check_release(files: Mapping[str, bytes], *, profile: Profile, private: Private) -> None:
    """Hold everything that is about to be published against the rules of a release.

    Parameters
    ----------
    files : mapping of relative name to bytes
        All files of the publishable folder, the sign-off left out.
    profile : Profile
        Whose rules the report was made by.
    private : Private

    Raises
    ------
    ParameterError
        The profile is not the public one, or weaker.
    GpgpError
        Something may not be published; lists up to five faults by file, never the text.
    """
    refuse_profile(profile)
    faults = find_faults(files, private=private)
    if faults:
        more = f"; and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
        raise GpgpError(
            f"release refused: {'; '.join(faults[:MOST_FAULTS])}{more}. Nothing was published; "
            "mend this and run the report again."
        )


def refuse_profile(profile: Profile) -> None:
    """Refuse every profile but the public one.

    Raises
    ------
    ParameterError
        A report for named recipients is never published, nor one by weaker rules.
    """
    public = PROFILES[PUBLIC]
    is_weaker = (
        profile.threshold < public.threshold
        or profile.rounding_base < public.rounding_base
        or profile.share_base_floor < public.share_base_floor
        or profile.contributors_floor < public.contributors_floor
        or profile.term_floor < public.term_floor
    )
    if profile.code != PUBLIC or is_weaker or profile.notice:
        raise ParameterError(
            f"release: only a report of the profile '{PUBLIC}' with its own or stricter rules "
            f"can be published, found '{profile.code}'. Run: gpgp report NAME --param "
            f"profile={PUBLIC}"
        )


def find_faults(files: Mapping[str, bytes], *, private: Private) -> tuple[str, ...]:
    """Return what is wrong with each file, one sentence per fault, files in order of name.

    Parameters
    ----------
    files : mapping of relative name to bytes
    private : Private

    Returns
    -------
    tuple of str
        Empty: the files may be published.
    """
    faults = [] if any(name.endswith(".html") for name in files) else ["there is no page"]
    if not all(map(_NAME.fullmatch, files)):
        faults.append("a file name holds something else than letters, digits, _ . - and /")
    read = {
        name: read_published(name, files[name], allowed_addresses=private.allowed_addresses)
        for name in sorted(filter(_NAME.fullmatch, files))
    }
    repeating = _find_repeating(files, read, private)
    for name, found in read.items():
        problems = [*found.faults, *_search(name, files[name], found, private)]
        faults += [f"{name} {problem}" for problem in (*problems, *repeating.get(name, ()))]
    return tuple(faults)


def _find_repeating(
    files: Mapping[str, bytes], read: Mapping[str, Published], private: Private
) -> dict[str, list[str]]:
    """Find the files that repeat a respondent; all at once first, since comments are many."""

    def count(texts: Iterable[str]) -> int:
        return count_overlaps(texts, private=private.texts, allowed=private.allowed_texts)

    if not count(text for found in read.values() for text in found.texts):
        return {}
    runs = {name: count(found.texts) for name, found in read.items()}
    return {
        name: [
            f"repeats what respondents wrote: {n} runs of {RUN_WORDS} words"
            f"{_say_where(files[name], read[name], private)}"
        ]
        for name, n in runs.items()
        if n
    }


def _say_where(content: bytes, found: Published, private: Private) -> str:
    """Name lines of a file that repeat a respondent, and the comments; never the words."""
    runs = list_runs(found.texts, allowed=private.allowed_texts)
    codes = [code for code, text in private.comments.items() if holds_run(text, runs=runs)]
    wrote = {run for text in private.texts for run in list_runs([text])} & runs
    source = html.unescape(_TAG.sub("", content.decode("utf-8", errors="replace")))
    places = enumerate(source.split("\n"), start=1)
    lines = [str(number) for number, line in places if holds_run(line, runs=wrote)]
    said = [
        f"{word} {', '.join(each[:MOST_FAULTS])}{' …' if len(each) > MOST_FAULTS else ''}"
        for word, each in (("line", lines), ("comment", codes))
        if each
    ]
    return f" ({'; '.join(said)})" if said else ""


def _search(name: str, content: bytes, found: Published, private: Private) -> list[str]:
    """Search a file's texts and its source for what is private."""
    source = _EMBEDDED.sub("", content.decode("utf-8", errors="replace"))
    haystack = _fold("\n".join([name, source, html.unescape(source), *found.texts]))
    faults = []
    if PROFILES["board"].notice.casefold() in haystack:
        faults.append("is marked for named recipients only")
    if _PATH.search("\n".join([source, *found.texts])):
        faults.append("holds the path of a folder on somebody's computer")
    if _count_words(haystack, private.words):
        faults.append("holds the name of a user, computer or folder")
    n_canaries = sum(_fold(canary) in haystack for canary in private.canaries)
    if n_canaries:
        faults.append(f"holds {n_canaries} strings that are private")
    return faults


def _count_words(haystack: str, words: Iterable[str]) -> int:
    return sum(
        re.search(rf"(?<!\w){re.escape(_fold(word))}(?!\w)", haystack) is not None
        for word in words
        if word
    )


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
