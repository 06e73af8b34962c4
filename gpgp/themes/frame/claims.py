"""Which comment belongs to which theme of a frame: memory, rules and pins, then the decisions.

One language's comments come in with what is remembered of them; a table comments x themes goes
out. Above all stand pins; then codes that people gave; then exclude words; then what is
remembered, include words and examples, which add up. Nearness comes later and only to comments
that nothing here speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.preprocessing import normalize

from gpgp.themes.cluster.words import Words, read_words
from gpgp.themes.frame.assignment import Assignment
from gpgp.themes.frame.carrying import carry_by_words
from gpgp.themes.frame.memory import Recalled
from gpgp.themes.frame.model import CodeFrame
from gpgp.themes.frame.resolving import Resolved, Step, find_rest

NO_THEME = -1


@dataclass
class Claims:
    """Comments x themes of a frame (columns as ``frame.ids``) while the decisions are replayed.

    ``held``: carries the theme; ``before``: did so when last remembered, decisions applied;
    ``ruled``: because of a word, an example, a pin or a code; ``refused``: must not carry it;
    ``main``: column of the main theme or -1; ``is_known``: remembered or coded by people, so no
    theme may be added by nearness; ``is_apart``: nor where it carries none; ``is_dropped``: its
    theme was dropped; ``moved``: comments by decision, theme they left and theme they went to.
    """

    held: np.ndarray
    before: np.ndarray
    ruled: np.ndarray
    refused: np.ndarray
    main: np.ndarray
    is_known: np.ndarray
    is_apart: np.ndarray
    is_dropped: np.ndarray
    moved: dict[tuple[int, str, str], int]

    def fix_mains(self, vectors: np.ndarray) -> None:
        """Give every comment with a theme a main one: of those it holds the nearest."""
        lost = self.main >= 0
        lost[lost] = ~self.held[np.flatnonzero(lost), self.main[lost]]
        self.main[lost] = NO_THEME
        without = np.flatnonzero((self.main < 0) & self.held.any(axis=1))
        if len(without):
            near = vectors[without] @ self.find_centres(vectors).T
            self.main[without] = np.where(self.held[without], near, -np.inf).argmax(axis=1)
        for column in np.flatnonzero(self.held.any(axis=0)).tolist():
            if not (self.main == column).any():
                self._take_mains(column)

    def _take_mains(self, column: int) -> None:
        """A theme stands on comments of its own: it takes those it holds, but leaves each other
        theme one."""
        left_to = np.unique(self.main, return_index=True)[1]
        taken = np.setdiff1d(np.flatnonzero(self.held[:, column]), left_to)
        self.main[taken] = column

    def find_centres(self, vectors: np.ndarray) -> np.ndarray:
        """Unit-length mean of the comments whose main theme it is; of all it holds; else zero."""
        centres = np.zeros((self.held.shape[1], vectors.shape[1]), dtype=vectors.dtype)
        for column in range(self.held.shape[1]):
            own = self.main == column
            own = own if own.any() else self.held[:, column]
            if own.any():
                centres[column] = vectors[own].mean(axis=0)
        return normalize(centres)


def claim_comments(
    comments: pd.DataFrame,
    words: Sequence[Words],
    vectors: np.ndarray,
    *,
    frame: CodeFrame,
    resolved: Resolved,
    recalled: Recalled,
    assignment: Assignment | None,
    carried: Sequence[int] = (),
) -> Claims:
    """Replay a frame on one language's comments.

    Parameters
    ----------
    comments : DataFrame, one row per comment
        ``comment_id``, ``language_code`` (one language), ``is_counted``.
    words : sequence of Words, one per comment
    vectors : array, comments x dimensions, unit rows or zeros
    frame, resolved : the frame and what its decisions come to
    recalled : what is remembered of these comments
    assignment : what people's codes and a classifier say, optional
    carried : columns of themes whose members are found by words, since none are remembered here
    """
    claims = _start(comments, words, frame=frame, recalled=recalled)
    if carried:
        _carry(claims, comments, words, frame, carried)
    if assignment is not None:
        _assign(claims, comments, frame, assignment)
    _pin(claims, comments, frame)
    claims.held &= comments["is_counted"].to_numpy(dtype=bool)[:, None]
    _take_new(claims, frame, resolved, recalled)
    for step in resolved.steps:
        _replay(claims, step, frame, vectors)
    _pin(claims, comments, frame, live=set(resolved.labels))
    claims.before &= claims.held | ~_list_pinned(comments, frame)
    claims.fix_mains(vectors)
    claims.is_dropped &= ~claims.held.any(axis=1)
    return claims


def _start(
    comments: pd.DataFrame, words: Sequence[Words], *, frame: CodeFrame, recalled: Recalled
) -> Claims:
    """Memory, include words, examples; exclude words against them."""
    ids, language = comments["comment_id"], comments["language_code"].iloc[0]
    shape = (len(comments), len(frame.themes))
    ruled, refused = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for column, theme in enumerate(frame.themes):
        ruled[:, column] = find_phrases(words, theme.include, language=language)
        ruled[:, column] |= ids.isin(theme.examples).to_numpy()
        refused[:, column] = find_phrases(words, theme.exclude, language=language)
    return Claims(
        held=(recalled.held | ruled) & ~refused,
        before=recalled.held.copy(),
        ruled=ruled & ~refused,
        refused=refused,
        main=recalled.main.copy(),
        is_known=recalled.is_known.copy(),
        is_apart=recalled.is_apart.copy(),
        is_dropped=np.zeros(len(comments), dtype=bool),
        moved={},
    )


def _carry(
    claims: Claims,
    comments: pd.DataFrame,
    words: Sequence[Words],
    frame: CodeFrame,
    carried: Sequence[int],
) -> None:
    """Members of themes made elsewhere, where nothing is known of the comment itself."""
    language = comments["language_code"].iloc[0]
    best = carry_by_words(words, language=language, frame=frame, columns=carried)
    found = np.flatnonzero((best >= 0) & ~claims.is_known & ~claims.ruled.any(axis=1))
    found = found[~claims.refused[found, best[found]]]
    claims.held[found, best[found]] = True
    claims.main[found] = best[found]


def _assign(
    claims: Claims, comments: pd.DataFrame, frame: CodeFrame, assignment: Assignment
) -> None:
    """Codes people gave replace all else; a classifier speaks of what nobody remembers."""
    coded = comments["comment_id"].isin(assignment.coded).to_numpy()
    claims.held[coded] = False
    claims.ruled[coded] = False
    claims.refused[coded] = True
    claims.main[coded] = NO_THEME
    abstained = comments["comment_id"].isin(assignment.abstained).to_numpy()
    if assignment.replaces_memory:
        spoken = comments["comment_id"].isin(assignment.themes["comment_id"]) | abstained
        spoken = spoken.to_numpy() & ~coded
        claims.held[spoken] = claims.ruled[spoken]
        claims.main[spoken] = NO_THEME
        claims.is_known |= spoken
    is_settled = claims.is_known & (not assignment.replaces_memory)
    place = pd.Series(range(len(comments)), index=comments["comment_id"])
    rows = assignment.themes[assignment.themes["comment_id"].isin(place.index)]
    rows = rows.sort_values(["score", "theme_id"], ascending=[False, True], kind="stable")
    for row in rows.itertuples():
        position, column = place[row.comment_id], frame.ids.index(row.theme_id)
        if coded[position]:
            claims.refused[position, column] = False
            claims.ruled[position, column] = True
        elif is_settled[position] or claims.refused[position, column]:
            continue
        claims.held[position, column] = True
        if claims.main[position] < 0:
            claims.main[position] = column
    claims.is_known |= coded
    claims.is_apart |= coded | abstained


def _pin(
    claims: Claims, comments: pd.DataFrame, frame: CodeFrame, *, live: set[str] | None = None
) -> None:
    """Pins stand above all else; after the decisions once more, on the themes that live."""
    for pinned in frame.pins:
        if live is None or pinned.theme in live:
            here = comments["comment_id"].isin(pinned.comments) & comments["is_counted"]
            column = frame.ids.index(pinned.theme)
            claims.held[here, column] = pinned.is_in
            claims.ruled[here, column] = pinned.is_in
            claims.refused[here, column] = not pinned.is_in


def _list_pinned(comments: pd.DataFrame, frame: CodeFrame) -> np.ndarray:
    """Comments x themes that people pinned, in or out."""
    pinned = np.zeros((len(comments), len(frame.themes)), dtype=bool)
    for each in frame.pins:
        column = frame.ids.index(each.theme)
        pinned[:, column] |= comments["comment_id"].isin(each.comments).to_numpy()
    return pinned


def _take_new(claims: Claims, frame: CodeFrame, resolved: Resolved, recalled: Recalled) -> None:
    """A theme made new is the main one of what it takes, until it is remembered."""
    for column, theme in enumerate(frame.themes):
        if theme.id in resolved.made and theme.id not in recalled.themes:
            claims.main[claims.held[:, column]] = column


def _replay(claims: Claims, step: Step, frame: CodeFrame, vectors: np.ndarray) -> None:
    source = frame.ids.index(step.source)
    holds, had = claims.held[:, source].copy(), claims.before[:, source].copy()
    was_main = claims.main == source
    claims.held[:, source] = claims.before[:, source] = False
    claims.main[was_main] = NO_THEME
    claims.is_dropped |= holds & (not step.targets)
    if not step.targets:
        claims.moved[step.decision, step.source, ""] = int(holds.sum())
        return
    goes = np.zeros_like(claims.held)
    if len(step.targets) == 1:
        goes[holds, frame.ids.index(step.targets[0])] = True
    else:
        goes = _divide(claims, step, frame, vectors, holds)
    for target in step.targets:
        column = frame.ids.index(target)
        claims.held[:, column] |= goes[:, column]
        claims.before[:, column] |= goes[:, column] & had
        claims.main[was_main & goes[:, column] & (claims.main < 0)] = column
        claims.moved[step.decision, step.source, target] = int(goes[:, column].sum())


def _divide(
    claims: Claims, step: Step, frame: CodeFrame, vectors: np.ndarray, holds: np.ndarray
) -> np.ndarray:
    """Parts of a split: by words, examples, pins and memory, then the rest, else the nearest."""
    columns = np.array([frame.ids.index(target) for target in step.targets])
    goes = np.zeros_like(claims.held)
    own = claims.held[:, columns] | claims.ruled[:, columns]
    goes[:, columns] = own & holds[:, None]
    left = np.flatnonzero(holds & ~own.any(axis=1))
    may = ~claims.refused[np.ix_(left, columns)]
    rest = find_rest(step, frame)
    if rest is None:
        near = _near_parts(goes[:, columns], vectors)[left]
    else:
        near = np.array([target == rest for target in step.targets], dtype=float)[None]
    best = np.where(may, near, -np.inf).argmax(axis=1)
    allowed = may[np.arange(len(left)), best]
    goes[left[allowed], columns[best[allowed]]] = True
    return goes


def _near_parts(goes: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    centres = np.array(
        [vectors[own].mean(axis=0) if own.any() else np.zeros(vectors.shape[1]) for own in goes.T]
    )
    return vectors @ normalize(centres).T


# The words of a rule, found in comments by their stems


def has_content(phrase: str, *, language: str) -> bool:
    """Tell whether a rule's word or phrase holds a word that carries meaning."""
    return bool(read_words([phrase], [language])[0].content)


def find_phrases(words: Sequence[Words], phrases: Iterable[str], *, language: str) -> np.ndarray:
    """Tell which comments hold at least one of the phrases.

    Parameters
    ----------
    words : sequence of Words, one per comment
    phrases : words or phrases, as people write them
    language : str
        ``cy`` reads the phrases as Welsh, all else as English.

    Returns
    -------
    array of bool, one per comment
    """
    every = list(phrases)
    wanted = {_keys(one) for one in read_words(every, [language] * len(every)) if one.content}
    if not wanted:
        return np.zeros(len(words), dtype=bool)
    lengths = sorted({len(phrase) for phrase in wanted})
    return np.array([_holds(_keys(one), wanted, lengths) for one in words], dtype=bool)


def _keys(words: Words) -> tuple[str, ...]:
    """Each word's stem; small words as written."""
    return tuple(stem or word for word, stem in zip(words.surface, words.stems, strict=True))


def _holds(keys: tuple[str, ...], wanted: set[tuple[str, ...]], lengths: Sequence[int]) -> bool:
    return any(
        keys[start : start + length] in wanted
        for length in lengths
        for start in range(len(keys) - length + 1)
    )
