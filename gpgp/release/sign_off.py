"""The sign-off of a release: a person's name, date and answers, bound to every byte.

The first call of a release writes a template; a person reads the files, answers what a motivated
intruder could do with them, and signs. From then on one changed byte, one file more or one file
fewer is refused.

References
----------
Information Commissioner's Office (2025). Anonymisation guidance: the motivated intruder test.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from gpgp.errors import InputError
from gpgp.instrument import read_yaml
from gpgp.storage import hash_bytes

FILE_NAME = "sign_off.yaml"
QUESTIONS = {
    "known_person": "Could somebody who knows a respondent, such as a neighbour, a colleague or a "
    "journalist, recognise them or learn something new about them?",
    "other_sources": "Could something here be joined with the web, a register, an earlier release "
    "or a table somebody else holds?",
    "small_groups": "Does any sentence, chart or table speak of so few people that they are as "
    "good as named?",
    "quotes_and_words": "Could a quote, a theme or a word be traced to who wrote it?",
}
DECISION = "publish"
_LEAST_ANSWER = 3  # words: "no" alone is not an answer that somebody has thought about


def draft_sign_off(files: Mapping[str, bytes], *, title: str) -> str:
    """Return the template of a sign-off for the files as they are now.

    Parameters
    ----------
    files : mapping of relative name to bytes
        All files of the publishable folder, the sign-off left out.
    title : str
        The consultation, for the reader.

    Returns
    -------
    str
        YAML to be filled in by the person who answers for the release.
    """
    questions = "".join(
        f"  {code}:\n    # {question}\n    answer:\n" for code, question in QUESTIONS.items()
    )
    hashes = "".join(f'  "{name}": {value}\n' for name, value in _hash_files(files).items())
    safe_title = " ".join(title.split())
    return (
        f"# Sign-off of a release: {safe_title}\n"
        "# Open every file below and read it as somebody would who wants to find a person in it.\n"
        f"# Answer each question in at least {_LEAST_ANSWER} words, then sign. If a file changes\n"
        "# after that, by one byte, the release is refused and this is to be done again.\n\n"
        "signed_by:        # first name and surname\n"
        "signed_on:        # such as 2030-01-31\n"
        f"decision:         # {DECISION}, once you would answer for it\n\n"
        f"motivated_intruder:\n{questions}\n"
        f"files:            # sha256, filled in; leave as it is\n{hashes}"
    )


def is_untouched(sign_off_text: str, template: str) -> bool:
    """Whether nobody has filled in anything: only the hashes differ from a fresh template."""
    mark = "\nfiles:"
    return sign_off_text.partition(mark)[0] == template.partition(mark)[0]


def read_signer(sign_off_text: str) -> tuple[str, str]:
    """Return who signed and when, of a sign-off that has been checked."""
    signed = read_yaml(sign_off_text, file_name=FILE_NAME).data
    assert isinstance(signed, dict)  # it has been checked
    return signed["signed_by"], signed["signed_on"]


def check_sign_off(files: Mapping[str, bytes], sign_off_text: str) -> None:
    """Refuse a release that nobody signed, or that changed after it was signed.

    Parameters
    ----------
    files : mapping of relative name to bytes
        All files of the publishable folder, the sign-off left out.
    sign_off_text : str
        The filled-in file.

    Raises
    ------
    InputError
        Not the YAML of a sign-off; a name, date, answer or decision is missing; a file was
        changed, added or removed since.
    """
    signed = read_yaml(sign_off_text, file_name=FILE_NAME).data
    if not isinstance(signed, dict):
        raise InputError(f"{FILE_NAME}: expected the keys of a sign-off; start from the template.")
    _check_person(signed)
    _check_answers(signed.get("motivated_intruder"))
    _check_files(files, signed.get("files"))


def _check_person(signed: dict[str, object]) -> None:
    name = signed.get("signed_by")
    if not isinstance(name, str) or len(name.split()) < 2:
        raise InputError(f"{FILE_NAME}: signed_by: expected a first name and a surname.")
    day = signed.get("signed_on")
    try:
        date.fromisoformat(day if isinstance(day, str) else "")
    except ValueError:
        raise InputError(f"{FILE_NAME}: signed_on: expected a date such as 2030-01-31.") from None
    if signed.get("decision") != DECISION:
        raise InputError(f"{FILE_NAME}: decision: the release goes out only for '{DECISION}'.")


def _check_answers(answers: object) -> None:
    answers = answers if isinstance(answers, dict) else {}
    for code in QUESTIONS:
        entry = answers.get(code)
        answer = entry.get("answer") if isinstance(entry, dict) else None
        if not isinstance(answer, str) or len(re.findall(r"\w+", answer)) < _LEAST_ANSWER:
            raise InputError(
                f"{FILE_NAME}: motivated_intruder: {code}: expected an answer of at least "
                f"{_LEAST_ANSWER} words."
            )


def _check_files(files: Mapping[str, bytes], signed: object) -> None:
    signed = signed if isinstance(signed, dict) else {}
    now = _hash_files(files)
    for what, names in (
        ("added", now.keys() - signed.keys()),
        ("removed", signed.keys() - now.keys()),
        ("changed", {name for name in now.keys() & signed.keys() if now[name] != signed[name]}),
    ):
        if names:
            found = ", ".join(sorted(names)[:5])
            raise InputError(
                f"{FILE_NAME}: {len(names)} files were {what} since the sign-off ({found}). "
                f"Delete {FILE_NAME}, run the release again, read the files and sign again."
            )


def _hash_files(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hash_bytes(content) for name, content in sorted(files.items())}
