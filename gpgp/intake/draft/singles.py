"""What a column that stands alone asks."""

from __future__ import annotations

import re
from dataclasses import replace

from gpgp.instrument import fold_word
from gpgp.intake.draft.cells import find_dates, look_like_dates, personal_kind_of, technical_kind
from gpgp.intake.draft.dialects import Dialect, own_column
from gpgp.intake.draft.question_columns import OWN_REASON, Column, Drafted, fold_options, plain_text
from gpgp.intake.draft.scales import FoundScale, find_missing_codes, recognise_scale
from gpgp.intake.draft.vocabulary import asks_for, personal_kind_asked

_KINDS = {
    "an e-mail address": "email",
    "an IP address": "other",
    "a telephone number": "phone",
    "a postcode": "address",
    "a place on the map": "other",
}
_LEAST_ALIKE = 10  # rows that say the same, and nothing else
_OF_RECOMMENDING = frozenset(
    {"promoter", "promoters", "passive", "passives", "detractor", "detractors"}
)
_FEW_WORDS = 3  # an answer of fewer words on average names something
_LEAST_VARIOUS = 0.4  # of the comments are said once
_MOST_NUMBERS = 12
_LEAST_BALANCED = 4  # numbers on both sides of zero
_LEAST_KEYS = 12  # cells
_SHORTEST_KEY = 5  # letters and digits
_LONGEST_NUMBER = 8  # digits; longer ones are keys
_YES = re.compile(
    r"(?:yes|ie|i agree|i do|true|agree|i consent|oes|consent|oui|ja|sí|si|sim|accept|i accept|"
    r"j'accepte|acepto|aceito|accetto|ik ga|1|ok|agreed|i have read|cytuno|i understand)\b",
    re.IGNORECASE,
)


def interpret_single(column: Column, text: str, dialect: Dialect) -> Drafted:
    """Return what a single column asks.

    Parameters
    ----------
    column : Column
    text : str
        Its question, without the platform's own names and tags.
    dialect : Dialect
    """
    own = own_column(column.header, dialect)
    if own is not None and _is_plausible(column, *own):
        return _own(column, text, *own)
    drafted = (
        _personal(column, text)
        or _empty(column, text)
        or _always_the_same(column, text)
        or _machine_made(column, text)
        or _date(column, text, dialect)
        or _set_aside(column, text)
        or _number(column, text)
        or _commented(column, text)
        or _closed(column, text)
        or _listed(column, text)
        or _written(column, text)
    )
    return replace(drafted, is_sensitive=asks_for("sensitive", text))


def _is_plausible(column: Column, kind: str, personal: str) -> bool:
    """Say whether the cells can be what the header says a platform's column is."""
    if not column.answers:
        return True
    if kind == "submitted_at":
        return look_like_dates(column.answers)
    if kind == "respondent_id":
        return len(column.answers) > 0.3 * column.n_filled and column.mean_words < 4
    if kind == "personal" and personal == "name":
        return column.mean_words <= 4
    if kind == "ignore":
        return column.mean_words < 4 or column.is_closed or len(column.answers) < 3
    return True


def _own(column: Column, text: str, kind: str, personal: str) -> Drafted:
    reason = OWN_REASON
    if kind == "personal":
        return Drafted("personal", text, (column,), reason, keys={"kind": personal})
    if kind == "respondent_id" and not column.answers:
        return Drafted("ignore", text, (column,), "empty")
    return Drafted(kind, text, (column,), reason)


def _personal(column: Column, text: str) -> Drafted | None:
    by_header = personal_kind_asked(text)
    kind, n_cells = personal_kind_of(column.answers)
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


def _always_the_same(column: Column, text: str) -> Drafted | None:
    """Recognise what every row says alike, such as a wave or the day of the export."""
    word = next(iter(column.answers))
    is_full = len(column.answers) == 1 and column.n_filled == len(column.cells) >= _LEAST_ALIKE
    is_asked = "?" in text or len(text.split()) > _FEW_WORDS or asks_for("consent", text)
    if not is_full or is_asked or column.is_yes_or_no or fold_word(word) in fold_word(text):
        return None
    return Drafted("ignore", text, (column,), "every row says the same", is_sure=False)


def _machine_made(column: Column, text: str) -> Drafted | None:
    kind = technical_kind(column.answers)
    if kind is None and _are_keys(column):
        kind = "keys of some system"
    if kind is None or len(column.answers) < 0.2 * column.n_filled:
        return None
    if kind == "keys of some system" and column.n_filled < 4:
        return None
    return Drafted("ignore", text, (column,), kind)


def _are_keys(column: Column) -> bool:
    """Say whether all cells differ, are one word of one length, and mix letters with digits."""
    words = list(column.answers)
    n_mixed = sum(bool(re.search(r"\d", w) and re.search(r"[A-Za-z]", w)) for w in words)
    return (
        len(words) == column.n_filled >= _LEAST_KEYS
        and len({len(word) for word in words}) == 1
        and len(words[0]) >= _SHORTEST_KEY
        and all(re.fullmatch(r"[\w-]+", word) for word in words)
        and n_mixed > 0.5 * len(words)
    )


def _date(column: Column, text: str, dialect: Dialect) -> Drafted | None:
    if column.is_tick or not look_like_dates(column.answers):
        return None
    if re.fullmatch(r"\d{1,4}", next(iter(column.answers))):
        return None
    if find_dates(column.cells, is_day_first=dialect.is_day_first) is None:
        return None
    return Drafted("ignore", text, (column,), "dates", keys={"is_date": True})


def _set_aside(column: Column, text: str) -> Drafted | None:
    """Recognise what tests or admits the respondent and is no answer to the consultation."""
    few = len(column.answers) <= 12 and column.n_filled > len(column.answers)
    if few and {fold_word(word) for word in column.answers} <= _OF_RECOMMENDING:
        return Drafted("ignore", text, (column,), "computed from a score of 0 to 10",
                       is_fixed=True)  # fmt: skip
    if few and asks_for("attention", text):
        return Drafted("ignore", text, (column,), "it checks that people pay attention",
                       is_sure=False, is_fixed=True)  # fmt: skip
    if few and asks_for("quota", text):
        return Drafted("ignore", text, (column,), "it screens respondents", is_sure=False,
                       is_fixed=True)  # fmt: skip
    yes = [word for word in column.answers if _YES.match(word)]
    if len(column.answers) <= 3 and yes and asks_for("consent", text):
        if asks_for("quote_consent", text):
            return None
        n_yes = sum(column.answers[word] for word in yes)
        if n_yes >= 0.2 * column.n_filled:
            return Drafted("consent", text, (column,), "it asks for consent to take part",
                           keys={"yes": yes}, is_sure=False)  # fmt: skip
    return None


def _number(column: Column, text: str) -> Drafted | None:
    if not column.is_numeric or column.kind not in ("number", "tick"):
        return None
    if column.kind == "tick" and not asks_for("number", text):
        return _choice(column, text, "two numbers; they may stand for yes and no")
    scale = recognise_scale(column.answers, allow_numbers=True, hint=text, known=column.known)
    is_amount = asks_for("number", text)
    if not asks_for("points", text) and asks_for("which", text) and _is_circled(column):
        return _choice(column, text, "a few numbers; they may be codes of options")
    if scale is not None and len(column.answers) > 1 and not is_amount | (len(scale.points) < 3):
        is_asked = asks_for("points", text)
        reason = f"{scale.reason}; {'look at which end is good' * scale.is_guess}".rstrip("; ")
        if is_asked or _is_circled(column):
            return Drafted("rating", text, (column,), reason, (text,), scale=scale,
                           is_sure=is_asked and not scale.is_guess)  # fmt: skip
    if len(column.answers) <= 2 < column.n_filled and not is_amount:
        return _choice(column, text, "two numbers; they may be codes of options")
    if scale is not None and is_amount and asks_for("points", text) and _is_circled(column):
        return Drafted("rating", text, (column,), scale.reason, (text,), scale=scale,
                       is_sure=False)  # fmt: skip
    digits = max(len(re.sub(r"\D", "", word)) for word in column.answers)
    is_unique = len(column.answers) == column.n_filled > 5
    if (digits > _LONGEST_NUMBER and len(column.answers) > 3) or (
        is_unique and digits >= 6 and not is_amount
    ):
        return Drafted(
            "ignore", text, (column,), "long numbers: keys of some system", is_sure=False
        )
    return Drafted("number", text, (column,), "numbers", is_sure=is_amount)


def _is_circled(column: Column) -> bool:
    """Say whether numbers look circled on a form: few, whole, from 0 or 1 without a gap."""
    missing = find_missing_codes(column.answers)
    words = [word for word in column.answers if word not in missing]
    if not words or not all(re.fullmatch(r"[-+]?\d{1,2}(?:\.0)?", word) for word in words):
        return False
    values = sorted({int(float(word)) for word in words})
    if values[0] == -values[-1]:
        return 2 <= values[-1] <= 5 and len(values) >= _LEAST_BALANCED
    low, high = values[0], values[-1]
    top = high if high in (3, 4, 5, 6, 7, 10) else next((t for t in (3, 5, 7, 10) if t > high), 0)
    return low >= 0 and high <= 10 and len(values) >= 3 and len(values) >= 0.6 * top


def _commented(column: Column, text: str) -> Drafted | None:
    """Recognise comments, some of which are alike, by a question that asks for them."""
    is_asked = asks_for("why", text) and not asks_for("several", text)
    is_various = len(column.answers) >= _LEAST_VARIOUS * column.n_filled > 2
    if not is_asked or not is_various or column.scale is not None or column.is_tick:
        return None
    is_long = column.mean_words > _FEW_WORDS or _is_unspaced(column)
    return _written(column, text) if is_long else None


def _closed(column: Column, text: str) -> Drafted | None:
    scale = column.scale
    if scale is not None and len(scale.points) > 2 and not _is_yes_or_no(scale):
        reason = scale.reason
        if scale.write_ins:
            reason += f"; {len(scale.write_ins)} other answers to decide on"
        return Drafted("rating", text, (column,), reason, (text,), scale=scale,
                       is_sure=not scale.is_guess and not scale.write_ins)  # fmt: skip
    if scale is not None:
        return _choice(column, text, "a few answers, all of them expected ones")
    if column.kind == "list":
        return None
    if column.is_tick or column.is_closed:
        n_other = len(column.answers) - len(column.repeated) if len(column.answers) > 2 else 0
        other = f"; {n_other} answers given once are left out" if n_other else ""
        return _choice(column, text, f"the same few answers again and again{other}")
    return None


def _is_yes_or_no(scale: FoundScale) -> bool:
    return (
        scale.name == "yes_and_no"
        and len(scale.points) <= 3
        and not any(len(fold_word(words[0]).split()) > 2 for words in scale.points)
    )


def _choice(column: Column, text: str, reason: str) -> Drafted:
    options = fold_options(column.repeated if len(column.repeated) > 1 else column.answers)
    meant = column.value_labels
    labels = tuple(meant.get(option) or plain_text(option) or option for option in options)
    return Drafted("choice", text, (column,), reason, labels, options)


def _listed(column: Column, text: str) -> Drafted | None:
    found = column.option_list
    if found is None:
        return None
    options = fold_options(found.options)
    labels = tuple(plain_text(option) or option for option in options)
    is_json = next(iter(column.answers)).startswith("[")
    if found.is_ranking or (found.is_ordered and (is_json or asks_for("ranks", text))):
        reason = "every cell lists options in an order of its own; the first is taken as first"
        return Drafted("ranking", text, (column,), reason, labels, options,
                       separator=found.separator)  # fmt: skip
    reason = f"cells list several of the same {len(labels)} options"
    if found.n_other:
        reason += f"; {found.n_other} cells also hold something else"
    return Drafted("multi_choice", text, (column,), reason, labels, options,
                   separator=found.separator)  # fmt: skip


def _written(column: Column, text: str) -> Drafted:
    about = "anything"
    if asks_for("wording", text):
        about = "vision_wording"
    elif asks_for("missing", text):
        about = "missing"
    keys: dict[str, object] = {}
    if asks_for("nothing_is_answer", text):
        keys["nothing_is_answer"] = True
    if column.mean_words < _FEW_WORDS and not _is_unspaced(column):
        keys["is_themed"] = False
    reason = "people wrote freely" if column.mean_words >= _FEW_WORDS else "short, various answers"
    return Drafted("free_text", text, (column,), reason, about=about, keys=keys)


def _is_unspaced(column: Column) -> bool:
    """Say whether answers are in a script that sets no blanks between words, and are long."""
    letters = sum(len(re.sub(r"[\x00-\u0900\s]", "", word)) for word in column.answers)
    return letters > 8 * len(column.answers)
