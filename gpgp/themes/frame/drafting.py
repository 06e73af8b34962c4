"""A first code frame for people to edit, and later proposals to copy from: YAML with comments.

Tables come in, text goes out. What people have written is never written again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Protocol

import pandas as pd

from gpgp.instrument import Part
from gpgp.themes.cluster.words import read_words
from gpgp.themes.exemplars import choose_exemplars
from gpgp.themes.frame.carrying import weigh_words
from gpgp.themes.frame.model import MAX_LABEL, CodeFrame, FrameTheme
from gpgp.themes.frame.resolving import resolve_frame

PROPOSALS_FILE = "code_frame_proposals.yaml"
N_EXAMPLES = 3
_PLAIN = re.compile(r"[^\W_](?:[\w ,.:;&'’()/–-]*[\w)])?")
_EMPTY = frozenset({"null"})

_HEAD = """\
# The code frame: the themes of this consultation, and what people decided on them.
# Drafted by 'gpgp code-frame'. From now on it is yours: commands add lines, and change none.
#
# How to work with it
#   1. Read comments of each theme (notebook 06 shows all of them, notebook 02 a few).
#   2. Write down what you decide, under 'decisions:' at the end.
#   3. gpgp report {name}       replays it; notebook 02 shows what each decision did, and the drift.
#   4. gpgp code-frame {name}   once you agree: remembers who is in which theme.
#
# Themes. An id is never used again and never changes. All else you may fill in:
#   definition: what belongs here, in a sentence       heading: to group themes in the report
#   include: words or phrases; a comment that holds one carries the theme as well
#   exclude: words or phrases; a comment that holds one does not carry it
#   examples: ids of comments that belong here
#   outside_draft: true, once you have held it beside the draft: nothing in it speaks of this
#   language: cy, fr, de …, where its words are not English
# words: what it is made of, word and weight, written by 'gpgp code-frame': by these a frame that is
#   copied to another consultation finds its comments there. Take out what misleads.
# A theme entry stays when the theme is merged, split or dropped. Take an entry out, and its
# comments are looked at afresh.
#
# Decisions, taken from the top. Each has a reason, who decided (a role) and when. Delete one to
# undo it. A theme is shown to the board, whatever its figures, once it is accepted or renamed,
# others are merged into it, or it is made by a split or new. Put each on lines like these:
#   - do: accept
#     themes: [t01, t02]
#     reason: Twenty comments of each read; they belong together
#     who: workforce officer
#     when: 2018-09-12
# or on one line, with the same reason, who and when:
#   - {{do: rename, theme: t03, to: A better label, reason: …, who: …, when: …}}
#   - {{do: merge, themes: [t05], into: t04, …}}
#   - {{do: split, theme: t06, into: [t06, t21], …}}     its comments go to the part whose words or
#     examples name them (write t21 above); one part may have none: it takes the rest
#   - {{do: new, themes: [t22], …}}                      write t22 above, with words or examples
#   - {{do: drop, themes: [t07], …}}
#   - {{do: pin, comments: [id, id], into: t01, …}}      or out_of: t01; stands above all else
#   - {{do: move, comments: [id], out_of: t01, into: t02, …}}
#   - {{do: outside_draft, themes: [t08], …}}        the draft does not speak of it
#   - {{do: note, themes: [t08], …}}                     the reason is the note; nothing moves
# Notebook 06 writes the same lines for you and shows what they would change before it does.
"""
_PROPOSALS_HEAD = """\
# Themes that are not in code_frame.yaml. Copy what you want to keep under its 'themes:', then
# accept, merge or rename it there. Made anew by 'gpgp code-frame {name}'; nothing reads this file.
"""


def draft_code_frame(
    themes: pd.DataFrame,
    comment_themes: pd.DataFrame,
    comments: pd.DataFrame,
    *,
    name: str,
) -> str:
    """Write a first frame of all themes found; nothing is decided in it.

    Parameters
    ----------
    themes, comment_themes, comments : DataFrame (contracts of these names)
        Of ``comments`` those open to theming.
    name : str
        Short name of the consultation.
    """
    frame, notes = _frame_of(themes, comment_themes, comments)
    return _HEAD.format(name=name) + "\n" + render_frame(frame, notes=notes)


def draft_proposals(
    frame: CodeFrame,
    themes: pd.DataFrame,
    comment_themes: pd.DataFrame,
    comments: pd.DataFrame,
    *,
    name: str,
) -> str:
    """Write the themes that are not in the frame as entries to copy; '' where there are none."""
    proposed = themes[~themes["theme_id"].isin(frame.ids)]
    if proposed.empty:
        return ""
    drafted, notes = _frame_of(proposed, comment_themes, comments)
    return _PROPOSALS_HEAD.format(name=name) + "\n" + render_frame(drafted, notes=notes)


def adopt_themes(
    themes: pd.DataFrame, comment_themes: pd.DataFrame, comments: pd.DataFrame
) -> tuple[FrameTheme, ...]:
    """Return proposed themes as entries of a frame, each with examples from its middle."""
    return _frame_of(themes, comment_themes, comments)[0].themes


def is_made_with(frame: CodeFrame, themes: pd.DataFrame) -> bool:
    """Tell whether themes were made with the frame as it stands: ids, labels, who owns them."""
    resolved = resolve_frame(frame)
    known = themes[themes["theme_id"].isin(frame.ids)]
    return all(
        resolved.labels.get(row.theme_id) == row.label
        and (row.theme_id in resolved.owned) == row.is_owned
        for row in known.itertuples()
    )


def render_frame(frame: CodeFrame, *, notes: Mapping[str, str] | None = None) -> str:
    """Write a frame as YAML, with a line of comment over the themes that have a note.

    Reading it and writing it again gives the same bytes.
    """
    lines = ["themes:" if frame.themes else "themes: []"]
    for theme in frame.themes:
        note = (notes or {}).get(theme.id)
        lines += [f"  # {note}"] if note else []
        lines += [f"  {line}" for line in list_theme_lines(theme)] + [""]
    lines.append("decisions:" if frame.decisions else "decisions: []")
    for decision in frame.decisions:
        lines += [f"  {line}" for line in list_decision_lines(decision)]
    return "\n".join(lines) + "\n"


def list_theme_lines(theme: FrameTheme) -> list[str]:
    """Write a theme as the lines of one item of a YAML list, not indented."""
    lines = [f"- id: {theme.id}", f"  label: {_scalar(theme.label)}"]
    lines += [f"  definition: {_scalar(theme.definition or '')}".rstrip()]
    lines += [f"  heading: {_scalar(theme.heading)}"] if theme.heading else []
    lines += [f"  language: {theme.language}"] if theme.language != "en" else []
    if theme.outside_draft is not None:
        lines.append(f"  outside_draft: {str(theme.outside_draft).lower()}")
    rules = ("include", "exclude", "examples")
    lines += [f"  {rule}: {_flow(getattr(theme, rule))}" for rule in rules]
    return lines + ([f"  words: {_flow(theme.words)}"] if theme.words else [])


def list_decision_lines(decision: Part) -> list[str]:
    """Write a decision as the lines of one item of a YAML list, not indented."""
    given = decision.model_dump(mode="json", exclude_none=True)
    pairs = [("do", given.pop("do")), *given.items()]
    lines = []
    for place, (key, value) in enumerate(sorted(pairs, key=_order_key)):
        shown = _flow(value) if isinstance(value, list) else _scalar(value)
        lines.append(f"{'-' if place == 0 else ' '} {key}: {shown}")
    return lines


def _order_key(pair: tuple[str, object]) -> int:
    last = ("reason", "who", "when")
    return last.index(pair[0]) + 2 if pair[0] in last else int(pair[0] != "do")


def _frame_of(
    themes: pd.DataFrame, comment_themes: pd.DataFrame, comments: pd.DataFrame
) -> tuple[CodeFrame, dict[str, str]]:
    chosen = choose_exemplars(comments, comment_themes, per_theme=N_EXAMPLES)
    central = chosen[chosen["place_code"] == "central"]
    examples = central.groupby("theme_id")["comment_id"].agg(tuple)
    weighed = weigh_themes(comment_themes, comments)
    entries, labels = [], set()
    for row in themes.itertuples():
        label = _shorten(row.label)
        if label.casefold() in labels:  # a reader needs two
            label = f"{label[: MAX_LABEL - len(row.theme_id) - 3]} ({row.theme_id})"
        labels.add(label.casefold())
        entries.append(
            FrameTheme(
                id=row.theme_id,
                label=label,
                language=row.language_code,
                examples=examples.get(row.theme_id, ()),
                words=weighed.get((row.theme_id, row.language_code), ()),
            )
        )
    return CodeFrame(themes=tuple(entries)), {
        row.theme_id: _note(row) for row in themes.itertuples()
    }


def weigh_themes(
    comment_themes: pd.DataFrame, comments: pd.DataFrame
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Weighted words of each theme, by its id and the language of the comments."""
    mains = comment_themes[comment_themes["is_main"]].set_index("comment_id")["theme_id"]
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for language, part in comments.groupby("language_code", sort=True):
        words = read_words(part["text"].tolist(), part["language_code"].tolist())
        theme_of = part["comment_id"].map(mains).reset_index(drop=True)
        places = {
            theme: rows.to_numpy() for theme, rows in theme_of.groupby(theme_of).groups.items()
        }
        weighed = weigh_words(words, places, part["response_id"].tolist())
        found |= {(theme, str(language)): pairs for theme, pairs in weighed.items()}
    return found


class _ThemeRow(Protocol):
    is_real: bool | None
    keywords: str
    n_respondents: int
    settled_code: str


def _note(row: _ThemeRow) -> str:
    """'120 people; real; indicative; words: pay, wage'."""
    judged = "not checked" if pd.isna(row.is_real) else "real" if row.is_real else "not real"
    words = ", ".join(row.keywords.split("|"))
    return f"{row.n_respondents:,} people; {judged}; {row.settled_code}; words: {words}"


def _shorten(label: str) -> str:
    if len(label) <= MAX_LABEL:
        return label
    return label[:MAX_LABEL].rsplit(" ", 1)[0].rstrip(" ,")


def _flow(values: Sequence[str]) -> str:
    return f"[{', '.join(_scalar(value, in_list=True) for value in values)}]"


def _scalar(value: str | bool, *, in_list: bool = False) -> str:
    """A text as YAML: plain where it cannot be misread, else between quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    is_plain = _PLAIN.fullmatch(value) and value.lower() not in _EMPTY and ": " not in value
    is_plain = is_plain and not (in_list and re.search(r"[,;]", value))
    return value if is_plain or not value else json.dumps(value, ensure_ascii=False)
