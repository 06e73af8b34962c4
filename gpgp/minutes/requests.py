"""What a consultation asked for: the rows that a file of commitments begins with.

The tables of the last run come in; one request per shared element, priority chosen, theme that
nobody was asked about, wording request, campaign and objector goes out. No number of people
stands in one, and a constituency is named only where the disclosure rules let it stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from gpgp.instrument import Consultation
from gpgp.minutes.commitments import COLUMNS, DEFAULTS, split_source

LEAST_PEOPLE = 10  # who raise a theme, or ask for the same change of wording
SMALLER = "a smaller constituency"
_SHARED = ("shared", "shared_with_reservations")
_LONG_NUMBER = re.compile(r"\d{4}")
_WORDING = {
    "add": "Add “{0}” to the wording of the vision.",
    "drop": "Drop “{0}” from the wording of the vision.",
    "replace": "Say “{1}” instead of “{0}” in the vision.",
}


def list_requests(
    tables: Mapping[str, pd.DataFrame],
    *,
    consultation: Consultation,
    named: Collection[str],
    segments: pd.DataFrame,
) -> pd.DataFrame:
    """List what was asked for, in the order of the report.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        ``agreement_verdicts``, ``priorities_selections``, ``themes``, ``theme_contrasts``,
        ``wording_requests``, ``campaigns``.
    consultation : Consultation
    named : collection of str
        Codes of the constituencies that may be named; the others are "a smaller constituency".
    segments : DataFrame
        The table ``minutes``: reviewed decisions and actions are offered too.

    Returns
    -------
    DataFrame, one row per request
        ``source`` (unique), ``request``, ``who_asked``.
    """
    labels = {group.code: group.label for group in consultation.constituencies}
    public = {code: label for code, label in labels.items() if code in named}
    found = [
        *_from_elements(tables["agreement_verdicts"], consultation),
        *_from_priorities(tables["priorities_selections"], consultation),
        *_from_themes(tables["themes"], tables["theme_contrasts"], public),
        *_from_wording(tables["wording_requests"]),
        *_from_campaigns(tables["campaigns"]),
        *_from_objectors(tables["agreement_verdicts"], consultation, public),
        *_from_minutes(segments),
    ]
    frame = pd.DataFrame(found, columns=["source", "request", "who_asked"]).astype("str")
    return frame.drop_duplicates("source", ignore_index=True)


def add_requests(commitments: pd.DataFrame, requests: pd.DataFrame) -> pd.DataFrame:
    """Return the commitments with a row for each request that has none yet; the rest as it was.

    Parameters
    ----------
    commitments : DataFrame
        The table ``commitments``; may be empty.
    requests : DataFrame
        As :func:`list_requests` returns it.
    """
    known = {":".join(split_source(source)) for source in commitments["source"]}
    fresh = requests.loc[~requests["source"].isin(known)]
    numbers = [int(code[1:]) for code in commitments["id"] if re.fullmatch(r"c\d{1,6}", code)]
    first = max(numbers, default=0) + 1
    rows = [
        {
            **dict.fromkeys(COLUMNS),
            **DEFAULTS,
            "id": f"c{first + place:02d}",
            "request": row.request,
            "source": row.source,
            "who_asked": row.who_asked,
        }
        for place, row in enumerate(fresh.itertuples())
    ]
    drafted = pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")
    return pd.concat([commitments.astype("str"), drafted], ignore_index=True)


def list_lost_sources(
    commitments: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    *,
    consultation: Consultation,
    segments: pd.DataFrame,
) -> list[tuple[str, str]]:
    """Return (id, source) of the commitments that come from something that is not there (now).

    Free text is never missing. An element, priority or constituency is looked for in the
    instrument, a theme, campaign, wording request and minute in the tables of the last run.
    """
    words = tables["wording_requests"]
    meetings = zip(segments["meeting_code"], segments["segment"], strict=True)
    constituencies = {group.code for group in consultation.constituencies}
    elements = {item.code for q in consultation.questions_of("rating") for item in q.items}
    known = {
        "element": elements | {item.code for item in consultation.elements},
        "priority": {item.code for item in consultation.priorities}
        | {item.code for q in consultation.questions_of("ranking") for item in q.items},
        "theme": set(tables["themes"]["theme_id"]),
        "wording": {f"{row.action_code}:{row.word}" for row in words.itertuples()},
        "campaign": set(tables["campaigns"]["campaign_id"]),
        "objector": {f"{e}:{c}" for e in elements for c in (*constituencies, "smaller")},
        "minutes": {f"{code}:{number}" for code, number in meetings},
    }
    return [
        (row.id, row.source)
        for row in commitments.itertuples()
        for kind, code in [split_source(row.source)]
        if kind and code not in known[kind]
    ]


Request = tuple[str, str, str]


def _from_elements(verdicts: pd.DataFrame, consultation: Consultation) -> Iterator[Request]:
    for row in verdicts.loc[verdicts["verdict_code"].isin(_SHARED)].itertuples():
        label = consultation.label_of(row.item_code)
        yield f"element:{row.item_code}", f"Keep “{label}” in the vision.", "Respondents"


def _from_priorities(selections: pd.DataFrame, consultation: Consultation) -> Iterator[Request]:
    ranked = {question.id for question in consultation.questions_of("ranking")}
    chosen = selections.loc[
        selections["is_chosen"]
        & selections["method_code"].eq("top_k")
        & selections["question_id"].isin(ranked)
    ]
    for row in chosen.itertuples():
        label = consultation.label_of(row.option_code)
        yield f"priority:{row.option_code}", f"Put “{label}” among the first.", "Respondents"


def _from_themes(
    themes: pd.DataFrame, contrasts: pd.DataFrame, public: Mapping[str, str]
) -> Iterator[Request]:
    raisers = contrasts.set_index("theme_id")["more_groups"]
    unasked = themes.loc[
        themes["is_shown"]
        & themes["framework_code"].isna()
        & themes["n_respondents"].ge(LEAST_PEOPLE)
    ]
    for row in unasked.sort_values(
        ["n_respondents", "theme_id"], ascending=[False, True]
    ).itertuples():
        who = public.get(raisers.get(row.theme_id, ""), "Respondents")
        yield f"theme:{row.theme_id}", f"Answer what people wrote on “{row.label}”.", who


def _from_wording(requests: pd.DataFrame) -> Iterator[Request]:
    made = requests.loc[requests["n_respondents"].ge(LEAST_PEOPLE)]
    for row in made.sort_values(["n_respondents", "word"], ascending=[False, True]).itertuples():
        text = _WORDING[row.action_code].format(row.word, row.replacement)
        if not _LONG_NUMBER.search(text):
            yield f"wording:{row.action_code}:{row.word}", text, "Respondents"


def _from_campaigns(campaigns: pd.DataFrame) -> Iterator[Request]:
    for place, row in enumerate(campaigns.itertuples(), start=1):
        text = f"Answer what campaign letter {place} asks for."
        yield f"campaign:{row.campaign_id}", text, f"Senders of campaign letter {place}"


def _from_objectors(
    verdicts: pd.DataFrame, consultation: Consultation, public: Mapping[str, str]
) -> Iterator[Request]:
    for row in verdicts.itertuples():
        label = consultation.label_of(row.item_code)
        for code in filter(None, row.objectors.split("|")):
            who = public.get(code, SMALLER)
            end = code if code in public else "smaller"
            text = f"Say what would meet the objections to “{label}”."
            yield f"objector:{row.item_code}:{end}", text, who[0].upper() + who[1:]


def _from_minutes(segments: pd.DataFrame) -> Iterator[Request]:
    for row in segments.loc[segments["kind"].isin(["decision", "action"])].itertuples():
        who = "The board" if pd.isna(row.body) else row.body
        yield f"minutes:{row.meeting_code}:{row.segment}", row.text, who
