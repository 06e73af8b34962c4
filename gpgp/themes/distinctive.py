"""Words that mark a constituency, or one side of a divided element, off from the others.

Comments and the group of each respondent come in; ``distinctive_words`` goes out. People are
counted, not mentions: a word written ten times by one person counts once. Words only: what they
were said for or against stands in the comments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import false_discovery_control, norm
from sklearn.feature_extraction.text import CountVectorizer

from gpgp.tables import ALL, SPECS, check_table, empty_table
from gpgp.tables.contract import NO_ANSWER, NOT_ASKED, NOT_MATCHED
from gpgp.themes.cluster.naming import FILLERS, MIN_TERM_RESPONDENTS, show_terms
from gpgp.themes.cluster.selection import select_comments
from gpgp.themes.cluster.words import Words, read_words

PRIOR_WORDS = 500.0  # the prior says as much as so many words: about a dozen comments
MAX_FALSE = 0.05  # share of false words allowed among those found (Benjamini-Hochberg)
MAX_WORDS = 10  # of a group, the most distinctive


def weigh_words(
    inside: np.ndarray, outside: np.ndarray, *, prior_words: float = PRIOR_WORDS
) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds ratio of each word in a group against the rest, and its z-score.

    Parameters
    ----------
    inside, outside : arrays, one entry per word
        How often the group, and the rest, used it; the same words in the same order.
    prior_words : float, above 0
        Size of the prior: the words of both together, scaled to so many.

    Returns
    -------
    two arrays, one entry per word
        Log-odds ratio (above 0: more in the group) and z, zeros where nobody used any word.

    Notes
    -----
    With prior a_w = prior_words x share of w among all words, a = sum of a_w and y, n the
    counts and their sum: log((y+a_w)/(n+a-y-a_w)) inside less the same outside, over the root
    of 1/(y_in+a_w) + 1/(y_out+a_w). Rare words are drawn towards no difference.

    References
    ----------
    Monroe, B., Colaresi, M., Quinn, K. (2008). Fightin' Words. Political Analysis 16(4),
    372-403, equations 16 and 20.

    Examples
    --------
    >>> ratio, z = weigh_words([30, 10], [10, 30], prior_words=20)
    >>> ratio.round(4).tolist(), z.round(4).tolist()
    ([1.3863, -1.3863], [5.062, -5.062])
    """
    inside, outside = np.asarray(inside, dtype=float), np.asarray(outside, dtype=float)
    together = inside + outside
    if not together.any():
        return np.zeros_like(together), np.zeros_like(together)
    prior = prior_words * together / together.sum()
    odds = [
        (side + prior) / (side.sum() + prior_words - side - prior) for side in (inside, outside)
    ]
    ratio = np.log(odds[0]) - np.log(odds[1])
    return ratio, ratio / np.sqrt(1 / (inside + prior) + 1 / (outside + prior))


def find_distinctive_words(
    comments: pd.DataFrame, *, groups: pd.DataFrame, min_people: int = MIN_TERM_RESPONDENTS
) -> pd.DataFrame:
    """Find the words each constituency uses more than all others together.

    Parameters
    ----------
    comments : DataFrame, one row per comment (contract ``comments``)
    groups : DataFrame, one row per respondent
        ``response_id``, ``constituency_code``.
    min_people : int
        People of the group who must have used a word, before it is named.

    Returns
    -------
    DataFrame (contract ``distinctive_words``)
        ``item_code`` is "all".
    """
    coded = groups.rename(columns={"constituency_code": "group_code"}).assign(item_code=ALL)
    return _find_words(comments, coded.assign(comparison_code="constituency"), min_people)


def take_sides(ratings: pd.DataFrame, *, limits: Mapping[str, tuple[int, int]]) -> pd.DataFrame:
    """Tell who agrees and who disagrees with each element; those between take no side.

    Parameters
    ----------
    ratings : DataFrame, one row per respondent and rated item (contract ``ratings``)
    limits : mapping of question to two scale points
        Up to the first an answer disagrees, from the second on it agrees.

    Returns
    -------
    DataFrame, one row per respondent and item with a side
        ``response_id``, ``item_code``, ``side_code`` (agree or disagree).
    """
    rated = ratings[ratings["question_id"].isin(list(limits))].dropna(subset="score")
    disagree_to = rated["question_id"].map({q: low for q, (low, _) in limits.items()})
    agree_from = rated["question_id"].map({q: high for q, (_, high) in limits.items()})
    side = pd.Series(pd.NA, index=rated.index, dtype="str")
    side[(rated["score"] >= agree_from).to_numpy(dtype=bool)] = "agree"
    side[(rated["score"] <= disagree_to).to_numpy(dtype=bool)] = "disagree"
    taken = rated.assign(side_code=side).dropna(subset="side_code")
    columns = ["response_id", "item_code", "side_code"]
    return taken[columns].drop_duplicates(columns[:2], ignore_index=True)


def find_side_words(
    comments: pd.DataFrame,
    *,
    sides: pd.DataFrame,
    about: Mapping[str, str] | None = None,
    min_people: int = MIN_TERM_RESPONDENTS,
) -> pd.DataFrame:
    """Find the words of those who agree with an element, against those who disagree.

    Parameters
    ----------
    comments : DataFrame, one row per comment (contract ``comments``)
    sides : DataFrame, one row per respondent and element with a side
        ``response_id``, ``item_code``, ``side_code`` (agree or disagree).
    about : mapping of question to element, optional
        Where questions ask about an element, only their answers are read for it.
    min_people : int
        People of the side who must have used a word, before it is named.

    Returns
    -------
    DataFrame (contract ``distinctive_words``)
    """
    asked = pd.Series(about or {}, dtype="str")
    tables = []
    for item, coded in sides.groupby("item_code", observed=True, sort=True):
        questions = asked.index[asked == item]
        read = comments[comments["question_id"].isin(questions)] if len(questions) else comments
        coded = coded.rename(columns={"side_code": "group_code"}).assign(comparison_code="side")
        tables.append(_find_words(read, coded, min_people))
    return pd.concat(tables) if tables else empty_table(SPECS["distinctive_words"])


def _find_words(comments: pd.DataFrame, coded: pd.DataFrame, min_people: int) -> pd.DataFrame:
    """The distinctive words of each group of one comparison on one item.

    People without a known group count among the others and get no words of their own.
    """
    readable, _ = select_comments(comments)
    readable = readable[readable["is_counted"] & readable["language_code"].ne("cy")]
    rows = readable.merge(coded, on="response_id", validate="many_to_one")
    if rows.empty:
        return empty_table(SPECS["distinctive_words"])
    words = read_words(rows["text"].tolist(), ["en"] * len(rows))
    used, terms = _count_people(words, rows["response_id"])
    group_of = rows.drop_duplicates("response_id").sort_values("response_id")["group_code"]
    parts = []
    for group in sorted(set(group_of) - {NO_ANSWER, NOT_MATCHED, NOT_ASKED}):
        is_inside = (group_of == group).to_numpy()
        inside, outside = (
            np.asarray(used[part].sum(axis=0)).ravel() for part in (is_inside, ~is_inside)
        )
        ratio, z = weigh_words(inside, outside)
        parts.append(
            pd.DataFrame(
                {"word": terms, "n_respondents": inside, "n_others": outside, "log_odds": ratio,
                 "z_score": z, "group_code": group}
            )[inside >= min_people]
        )  # fmt: skip
    if not parts:
        return empty_table(SPECS["distinctive_words"])
    found = _keep_telling(pd.concat(parts, ignore_index=True))
    shown = show_terms(found["word"], words, rows["text"].tolist())
    first = coded.iloc[0]
    found = found.assign(
        word=found["word"].map(shown),
        comparison_code=first["comparison_code"],
        item_code=first["item_code"],
    )
    return check_table(found.drop_duplicates(["group_code", "word"]), SPECS["distinctive_words"])


def _count_people(
    words: Sequence[Words], people: pd.Series
) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Who used which stem at least once, people (sorted) x stems."""
    counter = CountVectorizer(analyzer=list, binary=True)
    present = counter.fit_transform([one.content for one in words])
    codes, found = pd.factorize(people, sort=True)
    member = sparse.csr_matrix(
        (np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(len(found), len(codes))
    )
    return (member @ present > 0).astype(float).tocsr(), counter.get_feature_names_out()


def _keep_telling(found: pd.DataFrame) -> pd.DataFrame:
    """Words more often used in the group than chance allows, the most distinctive of each."""
    found = found[~found["word"].isin(FILLERS)]
    if found.empty:
        return found
    p = norm.sf(found["z_score"])
    found = found[false_discovery_control(p) <= MAX_FALSE]
    found = found.sort_values(["group_code", "z_score", "word"], ascending=[True, False, True])
    return found.groupby("group_code", observed=True).head(MAX_WORDS)
