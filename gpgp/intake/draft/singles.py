"""What a column that stands alone asks."""

from __future__ import annotations

import re
from dataclasses import replace

from gpgp.intake.draft import roles
from gpgp.intake.draft.cell_shapes import find_dates, personal_kind
from gpgp.intake.draft.dialects import Dialect, own_column
from gpgp.intake.draft.drafted import Drafted
from gpgp.intake.draft.known_scales import recognise_scale
from gpgp.intake.draft.question_columns import Column, fold_options, plain_text

_KINDS = {
    "an e-mail address": "email",
    "an IP address": "other",
    "a telephone number": "phone",
    "a postcode": "address",
}
_KEY = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z])[A-Za-z0-9][\w.:-]{11,}")
_FEW_WORDS = 3  # an answer of fewer words on average names something
_MOST_NUMBERS = 12
_BEHAVIOUR = ("frequency",)  # scales of what people do, not of what they think


def interpret_single(column: Column, text: str, dialect: Dialect) -> Drafted:
    """Say what a single column asks.

    Parameters
    ----------
    column : Column
    text : str
        Its question, without the platform's own names and tags.
    dialect : Dialect
    """
    own = own_column(column.header, dialect)
    if own is not None:
        return _own(column, text, *own)
    drafted = (
        _personal(column, text)
        or _empty(column, text)
        or _date(column, text, dialect)
        or _number(column, text)
        or _closed(column, text)
        or _listed(column, text)
        or _written(column, text)
    )
    return replace(drafted, is_sensitive=bool(roles.SENSITIVE.search(text)))


def _own(column: Column, text: str, kind: str, personal: str) -> Drafted:
    reason = "a column of the platform's own"
    if kind == "personal":
        return Drafted("personal", text, (column,), reason, keys={"kind": personal})
    if kind == "respondent_id" and not column.answers:
        return Drafted("ignore", text, (column,), "empty")
    return Drafted(kind, text, (column,), reason)


def _personal(column: Column, text: str) -> Drafted | None:
    by_header = roles.personal_by_header(text)
    kind, n_cells = personal_kind(column.cells)
    if kind is not None:
        reason = f"{n_cells} cells look like {kind}"
        return Drafted("personal", text, (column,), reason, keys={"kind": _KINDS[kind]})
    is_own_words = column.mean_words > 6 or column.is_closed or column.kind in ("scale", "list")
    if by_header is None or (column.answers and (is_own_words or column.is_tick)):
        return None
    reason = "the header asks for personal data"
    return Drafted("personal", text, (column,), reason, keys={"kind": by_header})


def _empty(column: Column, text: str) -> Drafted | None:
    if column.answers:
        return None
    return Drafted("ignore", text, (column,), "nobody filled it", is_sure=False)


def _date(column: Column, text: str, dialect: Dialect) -> Drafted | None:
    if column.is_tick or find_dates(column.cells, is_day_first=dialect.is_day_first) is None:
        return None
    if re.fullmatch(r"\d{1,4}", next(iter(column.answers))):
        return None
    return Drafted("ignore", text, (column,), "dates", keys={"is_date": True})


def _number(column: Column, text: str) -> Drafted | None:
    if not column.is_numeric or column.kind not in ("number", "tick"):
        return None
    scale = recognise_scale(column.answers, allow_numbers=True)
    if scale is not None and roles.ASKS_FOR_POINTS.search(text) and len(column.answers) > 1:
        return Drafted("rating", text, (column,), f"{scale.reason}; look at which end is good",
                       (text,), scale=scale, is_sure=False)  # fmt: skip
    if column.is_tick or (column.is_closed and len(column.answers) <= _MOST_NUMBERS):
        return _choice(column, text, "a few numbers; they may be codes of options")
    reason = "numbers; no question type reads numbers as such"
    return Drafted("ignore", text, (column,), reason, is_sure=False)


def _closed(column: Column, text: str) -> Drafted | None:
    scale = column.scale
    if scale is not None:
        is_opinion = scale.name not in _BEHAVIOUR and len(scale.points) > 2
        is_yes_or_no = scale.name == "yes_and_no" and len(scale.points) <= 3
        if is_opinion and not is_yes_or_no:
            return Drafted("rating", text, (column,), scale.reason, (text,), scale=scale)
        return _choice(column, text, "a few answers, all of them expected ones")
    if column.kind == "list":
        return None
    if column.is_tick or column.is_closed:
        n_other = len(column.answers) - len(column.repeated) if len(column.answers) > 2 else 0
        other = f"; {n_other} answers given once are left out" if n_other else ""
        return _choice(column, text, f"the same few answers again and again{other}")
    return None


def _choice(column: Column, text: str, reason: str) -> Drafted:
    options = fold_options(column.repeated if len(column.repeated) > 1 else column.answers)
    labels = tuple(plain_text(option) or option for option in options)
    return Drafted("choice", text, (column,), reason, labels, options)


def _listed(column: Column, text: str) -> Drafted | None:
    found = column.option_list
    if found is None:
        return None
    options = fold_options(found.options)
    labels = tuple(plain_text(option) or option for option in options)
    if found.is_ranking:
        reason = "every cell lists the same options in another order; the first is taken as first"
        return Drafted("ranking", text, (column,), reason, labels, options,
                       separator=found.separator)  # fmt: skip
    reason = f"cells list several of the same {len(labels)} options"
    if found.n_other:
        reason += f"; {found.n_other} cells also hold something else"
    return Drafted("multi_choice", text, (column,), reason, labels, options,
                   separator=found.separator)  # fmt: skip


def _written(column: Column, text: str) -> Drafted:
    if column.n_filled > 5 and all(_KEY.fullmatch(value) for value in column.answers):
        return Drafted("ignore", text, (column,), "keys of some system", is_sure=False)
    about = "anything"
    if roles.ABOUT_WORDING.search(text):
        about = "vision_wording"
    elif roles.ABOUT_MISSING.search(text):
        about = "missing"
    keys: dict[str, object] = {}
    if roles.NOTHING_IS_ANSWER.search(text):
        keys["nothing_is_answer"] = True
    if column.mean_words < _FEW_WORDS:
        keys["is_themed"] = False
    reason = "people wrote freely" if column.mean_words >= _FEW_WORDS else "short, various answers"
    return Drafted("free_text", text, (column,), reason, about=about, keys=keys)
