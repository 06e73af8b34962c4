"""Themes: label, keywords, size, where they are raised more often, under which heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from gpgp import number_words
from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import NOTHING, SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import print_people
from gpgp.disclosure.protected import CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE, ProtectedTable
from gpgp.disclosure.sums import hide_parts
from gpgp.disclosure.theme_disclosure import count_raised, decide_themes
from gpgp.instrument import Consultation
from gpgp.report import code_names
from gpgp.report.tables.making import make_table
from gpgp.tables import ALL

FOUND = Declaration(
    "themes_found",
    "How many themes",
    (TableColumn("themes", "Themes"), TableColumn("n_themes", "Number", "count")),
    audit="no_people",
    place="annex",
)
THEMES = Declaration(
    "themes",
    "Themes in the comments",
    (
        TableColumn("theme", "Theme"),
        TableColumn("n_people", "People", "count", "people who wrote"),
        TableColumn("share", "Share (%)", "percent", "people who wrote"),
        TableColumn("keywords", "Words people used"),
        TableColumn("settled", "How settled"),
        TableColumn("framework", "Nearest to"),
        TableColumn("stronger", "Raised more often by"),
        TableColumn("reach", "Reach"),
    ),
    audit="theme",
    place="paper",
)
THEMES_BY_CONSTITUENCY = Declaration(
    "themes_by_constituency",
    "Share of those who wrote who raised each theme, by constituency",
    (
        TableColumn("theme", "Theme"),
        TableColumn("area", "{label} (%)", "percent", "people who wrote", each="areas"),
    ),
    audit="theme",
    place="annex",
)
CORRECTED = Declaration(
    "themes_corrected",
    "Share of comments with each theme, corrected by a sample that people coded",
    (
        TableColumn("theme", "Theme"),
        TableColumn("machine", "Before correction (%)", "percent"),
        TableColumn("share", "Corrected (%)", "percent"),
        TableColumn("low", "From (%)", "percent"),
        TableColumn("high", "To (%)", "percent"),
        TableColumn("check", "Check (%)", "percent"),
    ),
    audit="figures",
    place="annex",
)
ABOUT = {
    about: Declaration(
        f"themes_{about}",
        f"Themes in the comments {what}",
        (
            TableColumn("theme", "Theme"),
            TableColumn("n_people", "People", "count", "people who wrote"),
            TableColumn("share", "Share of those who wrote (%)", "percent", "people who wrote"),
        ),
        audit="difference",
        place="annex",
    )
    for about, what in (("vision_wording", "on the wording"), ("missing", "on what is missing"))
}
BY_HEADING = Declaration(
    "themes_by_heading",
    "Themes under headings",
    (TableColumn("heading", "Heading"), TableColumn("themes", "Themes, the largest first")),
    audit="words",
    place="annex",
)
N_KEYWORDS = 6
_ENGLISH = (
    "a an and as at be better but by fewer for from in into is it less more no not of on or our",
    "over own than that the their they to too under up we what who with without",
)
CONNECTING_WORDS = frozenset(" ".join(_ENGLISH).split())  # a label may hold them, whoever uses them
LONG_NUMBER = re.compile(r"\d{4,}|@|https?:|www\.")
TAUGHT = "taught"  # the check of the classifier that learnt from people's codes
BY_PEOPLE = ("people", "people_alpha")  # checks that compare all themes with people's codes
MIN_SHOWN = 8  # fewer themes are read at a glance
OTHER = "Other themes"


def tabulate_themes(material: Material) -> list[ProtectedTable]:
    """Return the tables of themes: all, by constituency, about the wording, under headings."""
    if material.tables["themes"].empty:
        return []
    themes = shown_themes(material)
    tables: list[ProtectedTable | None] = [_tabulate_found(material, themes)]
    if not themes.empty:
        decided = decide_themes(material, themes)
        tables.append(_tabulate_themes(material, themes, decided))
        if material.constituencies:
            tables.append(_tabulate_by_constituency(material, themes, decided))
        tables.append(tabulate_corrected(material, themes, decided))
        tables += [_tabulate_about(material, themes, about) for about in ABOUT]
        tables.append(tabulate_headings(material, themes))
    return [table for table in tables if table is not None]


def _tabulate_found(material: Material, shown: pd.DataFrame) -> ProtectedTable:
    """How many themes were found, pass the check, were accepted by a person, are shown."""
    themes = material.tables["themes"]
    numbers = {
        "Found": len(themes),
        "Real: their words occur together more often than by chance": int(
            themes["is_real"].fillna(False).sum()
        ),
        "Accepted by a person": int(themes["is_owned"].sum()),
        "Shown here: accepted, or real and close; raised by enough people": len(shown),
    }
    rows = [(name, (true_tables.Label(name), true_tables.Known(n))) for name, n in numbers.items()]
    return make_table(FOUND, material, rows, notes=(_say_checked(material),))


def _say_checked(material: Material) -> str:
    """Whether people coded comments by hand, and how the themes compare with them, in figures."""
    checks = material.tables["theme_checks"]
    by_people = checks.loc[(checks["theme_id"] == ALL) & checks["check_code"].isin(BY_PEOPLE)]
    if by_people.empty:
        is_owned = bool(material.tables["themes"]["is_owned"].any())
        return code_names.ACCEPTED_UNCHECKED if is_owned else code_names.UNCHECKED
    said = by_people.set_index("check_code")["explanation"].reindex(list(BY_PEOPLE)).dropna()
    is_used = checks["check_code"].eq(TAUGHT) & checks["theme_id"].eq(ALL)
    taught = checks.loc[is_used & checks["is_passed"].fillna(False)]
    sentences = [
        code_names.TAUGHT_BY_PEOPLE.format(row.value, row.limit) for row in taught.itertuples()
    ]
    return " ".join([*said, *sentences, code_names.CODERS_FIGURES])


def shown_themes(material: Material) -> pd.DataFrame:
    """Themes that may be shown: by the checks or a person, by enough people, with safe words."""
    themes = material.tables["themes"]
    floor = max(material.profile.threshold, material.profile.term_floor)
    kept = themes.loc[themes["is_shown"] & (themes["n_respondents"] >= floor)].copy()
    usage = count_users(material.tables["comments"])
    chosen = _list_own_words(material.consultation)
    kept["keywords"] = [
        [word for word in text.split("|") if is_safe_term(word, usage, floor=floor)][:N_KEYWORDS]
        for text in kept["keywords"]
    ]
    kept["label"] = [
        number_words.capitalise(
            _safe_label(row.label, row.keywords, usage, floor, chosen if row.is_owned else set())
        )
        for row in kept.itertuples()
    ]
    own = kept["language_code"] == material.consultation.language
    kept["language"] = kept["language_code"].where(~own, "")
    return kept.sort_values(["n_respondents", "theme_id"], ascending=[False, True])


def list_replaced_labels(
    tables: Mapping[str, pd.DataFrame], *, consultation: Consultation, profile: Profile
) -> dict[str, list[str]]:
    """Return labels that people gave and no page prints, with the words that too few people used.

    Parameters
    ----------
    tables : mapping of name to DataFrame
        ``themes`` and ``comments``.
    """
    themes, usage = tables["themes"], count_users(tables["comments"])
    own = _list_own_words(consultation)
    return {
        label: words
        for label in themes.loc[themes["is_owned"], "label"]
        if (words := _find_rare_words(label, usage, profile.term_floor, own))
    }


def count_users(comments: pd.DataFrame) -> dict[str, set[str]]:
    """Who used each word, in lower case; the words of a campaign letter are left out."""
    usage: dict[str, set[str]] = {}
    own = comments.loc[comments["campaign_role_code"].isin(["none", "addition"])]
    for row in own.itertuples():
        for word in set(re.findall(r"\w+", row.text.casefold())):
            usage.setdefault(word, set()).add(row.response_id)
    return usage


def is_safe_term(term: str, usage: dict[str, set[str]], *, floor: int) -> bool:
    """Whether enough people used every word of a term, and it looks like no identifier."""
    parts = re.findall(r"\w+", term.casefold())
    if not parts or LONG_NUMBER.search(term):
        return False
    users = set.intersection(*(usage.get(part, set()) for part in parts))
    return len(users) >= floor


def _list_own_words(consultation: Consultation) -> set[str]:
    """Words that a person may choose for a label whoever uses them: those of the instrument."""
    items = (*consultation.elements, *consultation.priorities)
    texts = [text for item in items for text in (item.label, item.wording or "", *item.parts)]
    return {*CONNECTING_WORDS, *re.findall(r"\w+", " ".join(texts).casefold())}


def _safe_label(
    label: str, keywords: list[str], usage: dict[str, set[str]], floor: int, chosen: set[str]
) -> str:
    """The label, unless it holds a word of fewer people than the floor; then keywords.

    ``chosen``: words that may stand there in any case.
    """
    if re.search(r"\w", label) and not _find_rare_words(label, usage, floor, chosen):
        return label
    return ", ".join(keywords[:3]) or "Theme without words that may be shown"


def _find_rare_words(
    label: str, usage: dict[str, set[str]], floor: int, chosen: set[str]
) -> list[str]:
    parts = [part for part in re.findall(r"\w+", label.casefold()) if part not in chosen]
    return [part for part in parts if not is_safe_term(part, usage, floor=floor)]


def _tabulate_themes(
    material: Material, themes: pd.DataFrame, decided: Mapping[tuple[str, str], int]
) -> ProtectedTable:
    """The themes with their size, words, standing and reach."""
    base = int(themes["n_base"].max())
    stronger, reach = _find_stronger(material, decided), _find_reach(material)
    rows = []
    for row in themes.itertuples():
        n = int(row.n_respondents)
        is_withheld = _is_withheld(material, row.theme_id, (n, base), decided)
        is_outside = row.is_outside_draft is not pd.NA and bool(row.is_outside_draft)
        nearest = "near to none of it"  # that the draft lacks it, only a person can say
        if not pd.isna(row.framework_code):
            nearest = _label(material, row.framework_code)
        if is_outside:
            nearest = "outside the draft, in our reading"
        rows.append(
            (
                row.theme_id,
                (
                    true_tables.Label(row.label, _theme_codes(row), row.language),
                    true_tables.Count(n, base, is_withheld),
                    true_tables.Share(n, base, decided.get((row.theme_id, ALL), SHARE)),
                    _write_keywords(row.keywords, row.language),
                    true_tables.Label(code_names.SETTLED_WORDS[row.settled_code], row.settled_code),
                    true_tables.Label(
                        nearest, "outside" if is_outside else _code(row.framework_code)
                    ),
                    stronger.get(row.theme_id, true_tables.Label("no clear difference")),
                    reach.get(row.theme_id, true_tables.Label("not compared")),
                ),
            )
        )
    people = print_people(base, profile=material.profile)
    note = (
        f"Base: {people} people wrote something that can be themed. One comment can hold several "
        "themes."
    )
    return make_table(THEMES, material, rows, notes=(note,))


def _theme_codes(row: Any) -> tuple[str, ...]:
    """The theme, and whether a person gave it its name."""
    return (row.theme_id, "named") if row.is_owned else (row.theme_id,)


def _write_keywords(keywords: list[str], language: str) -> true_tables.TrueCell:
    if not keywords:
        return true_tables.Missing(CONFIDENTIAL)
    return true_tables.Label(", ".join(keywords), (), language)


def _code(code: Any) -> str:
    return "" if pd.isna(code) else str(code)


def _label(material: Material, code: Any) -> str:
    return material.consultation.label_of(str(code))


def _find_stronger(
    material: Material, decided: Mapping[tuple[str, str], int]
) -> dict[str, true_tables.TrueCell]:
    """Constituencies that print their share and raise a theme clearly more often than the rest."""
    prevalence = material.tables["theme_prevalence"]
    more = prevalence.loc[
        (prevalence["dimension_code"] == "constituency") & (prevalence["stands_out_code"] == "more")
    ]
    named: dict[str, list[Any]] = {}
    for row in more.itertuples():
        area = material.area_of(row.group_code)
        if area and not area.is_pool and decided.get((row.theme_id, area.code)) == SHARE:
            named.setdefault(row.theme_id, []).append(area)
    return {
        theme: true_tables.Label(
            number_words.join_words([area.label for area in areas]), tuple(a.code for a in areas)
        )
        for theme, areas in named.items()
    }


def _find_reach(material: Material) -> dict[str, true_tables.TrueCell]:
    """Whether constituencies raise each theme alike, or some more often."""
    return {
        row.theme_id: true_tables.Label(code_names.REACH_NAMES[row.reach_code], row.reach_code)
        for row in material.tables["theme_contrasts"].itertuples()
    }


def _tabulate_by_constituency(
    material: Material, themes: pd.DataFrame, decided: Mapping[tuple[str, str], int]
) -> ProtectedTable:
    """The share who raised each theme, by constituency."""
    areas = material.everyone_and("constituency")
    raised = count_raised(material)
    rows = []
    for theme in themes.itertuples():
        places = [(theme.theme_id, area.code) for area in areas]
        cells = [
            true_tables.Share(*raised[place], decided[place])
            if place in decided
            else true_tables.Missing(NOT_APPLICABLE)
            for place in places
        ]
        words_of = true_tables.Label(theme.label, theme.theme_id, theme.language)
        rows.append((theme.theme_id, (words_of, *cells)))
    each = {"areas": [(area.code, area.label) for area in areas]}
    return make_table(THEMES_BY_CONSTITUENCY, material, rows, each=each)


def _is_withheld(
    material: Material,
    theme_id: str,
    people: tuple[int, int],
    decided: Mapping[tuple[str, str], int],
) -> bool:
    """Whether how many raise a theme may not be printed; ``people``: who raise it, the base."""
    n, base = people
    kind = decided.get((theme_id, ALL), SHARE)
    is_small = hide_parts(np.array([n, base - n]), profile=material.profile)[0]
    return bool(is_small) or (kind == NOTHING and base >= material.profile.share_base_floor)


def tabulate_corrected(
    material: Material, themes: pd.DataFrame, decided: Mapping[tuple[str, str], int]
) -> ProtectedTable | None:
    """The share of comments with each theme as the machine and as people count, largest first.

    Left out are themes whose number of people is withheld: their comments would tell of it.
    """
    corrections = material.tables["theme_corrections"].set_index("theme_id")
    base = int(themes["n_base"].max())
    is_printed = [
        row.theme_id in corrections.index
        and not _is_withheld(material, row.theme_id, (int(row.n_respondents), base), decided)
        for row in themes.itertuples()
    ]
    themes = themes[is_printed].set_index("theme_id")
    rows = []
    for theme, row in corrections.sort_values("share", ascending=False).iterrows():
        if theme in themes.index:
            shares = (row.share_machine, row.share, row.share_low, row.share_high, row.share_check)
            cells = [
                true_tables.Missing(NOT_AVAILABLE)
                if np.isnan(share)
                else true_tables.Probability(share, int(row.n_coded))
                for share in shares
            ]
            shown = themes.loc[theme]
            rows.append((theme, (true_tables.Label(shown.label, theme, shown.language), *cells)))
    return make_table(CORRECTED, material, rows, notes=(code_names.CORRECTED,)) if rows else None


def count_about(material: Material, about: str) -> tuple[dict[str, int], int]:
    """Return who raised each theme in the comments about something, and the base there.

    The base is that of all themes: people with a comment, here, that carries a theme or could.
    """
    questions = [q.id for q in material.consultation.questions_of("free_text") if q.about == about]
    comments = material.tables["comments"]
    here = comments.loc[comments["question_id"].isin(questions), "comment_id"]
    carried, unthemed = (material.tables[n] for n in ("comment_themes", "unthemed_comments"))
    carried = carried.loc[carried["comment_id"].isin(here)]
    could = unthemed.loc[unthemed["is_in_base"] & unthemed["comment_id"].isin(here)]
    counts = carried.groupby("theme_id", observed=True)["response_id"].nunique()
    base = len({*carried["response_id"], *could["response_id"]})
    return {str(theme): int(n) for theme, n in counts.items()}, base


def _tabulate_about(material: Material, themes: pd.DataFrame, about: str) -> ProtectedTable | None:
    """Themes of the comments on the wording, or on what is missing.

    Where all but a few who raised a theme did so here, its number here is withheld: the number
    in all comments is printed as well.
    """
    counts, base = count_about(material, about)
    if base == 0:
        return None
    rows = []
    for theme in themes.itertuples():
        n = counts.get(theme.theme_id, 0)
        if n >= material.profile.threshold:
            n_elsewhere, n_without = int(theme.n_respondents) - n, base - n
            is_told = any(0 < m < material.profile.threshold for m in (n_elsewhere, n_without))
            cells = (
                true_tables.Label(theme.label, theme.theme_id, theme.language),
                true_tables.Count(n, is_withheld=is_told),
                true_tables.Share(n, base, NOTHING if is_told else SHARE),
            )
            rows.append((theme.theme_id, cells))
    rows.sort(key=lambda row: -row[1][1].n)
    people = print_people(base, profile=material.profile)
    note = f"Base: {people} people wrote something here that can be themed."
    return make_table(ABOUT[about], material, rows, notes=(note,))


def tabulate_headings(material: Material, shown: pd.DataFrame) -> ProtectedTable | None:
    """Return the themes shown, by heading, the heading of the largest theme first."""
    if len(shown) < MIN_SHOWN or shown["heading"].isna().all():
        return None
    floor = max(material.profile.threshold, material.profile.term_floor)
    usage = count_users(material.tables["comments"])
    known = {
        item.label.casefold()
        for item in (*material.consultation.elements, *material.consultation.priorities)
    }
    are_owned = material.tables["themes"].groupby("heading")["is_owned"].all()
    read = set(are_owned.index[are_owned])  # a person accepted every theme that it could name
    own = _list_own_words(material.consultation)
    headings = [
        heading
        if _may_stand(heading, known, usage, floor, own if heading in read else set())
        else OTHER
        for heading in shown["heading"]
    ]
    rows = [
        (heading, (true_tables.Label(heading), true_tables.Label(number_words.join_words(quoted))))
        for heading, quoted in shown["label"]
        .map("“{}”".format)
        .groupby(pd.Series(headings, index=shown.index), sort=False)
        .agg(list)
        .items()
    ]
    return make_table(
        BY_HEADING,
        material,
        rows,
        notes=(
            "Headings say where to look: themes of one item of the draft, or near to each other.",
        ),
    )


def _may_stand(
    heading: object, known: set[str], usage: dict[str, set[str]], floor: int, chosen: set[str]
) -> bool:
    """Whether a heading is made of names of items and of words that enough people used.

    ``chosen``: words that may stand there in any case.
    """
    if pd.isna(heading):
        return False
    text = str(heading).casefold()
    for label in known:
        text = text.replace(label, "")
    words = [word for word in text.replace(",", " ").split() if word not in chosen]
    return all(is_safe_term(word, usage, floor=floor) for word in words)
