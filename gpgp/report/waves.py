"""The page of two waves: what was asked and answered then and now, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure import ProtectedTable, gather_material
from gpgp.disclosure.profiles import Profile
from gpgp.instrument import Consultation
from gpgp.report.render import markup
from gpgp.report.render.export import export_page
from gpgp.report.render.table_files import write_csv
from gpgp.report.sections.front import write_flags
from gpgp.report.tables import compared
from gpgp.report.tables.every_table import protect_material

PAGE = "comparison.html"
LIMITS = (
    "People who answered both times make these tests cautious. A consultation is not a survey: a "
    "change says how those who answered differ, not how everybody's mind has moved."
)


@dataclass(frozen=True)
class Comparison:
    """A page on two consultations before it is published.

    Attributes
    ----------
    html : str
        Its one section; a notebook displays it.
    tables : mapping of name to ProtectedTable
    title, language : str
        Of the page.
    """

    html: str
    tables: Mapping[str, ProtectedTable]
    title: str
    language: str

    def _repr_html_(self) -> str:
        return self.html

    @property
    def files(self) -> dict[str, bytes]:
        """The page and its tables as CSV, by file name."""
        page = export_page([self.html], title=self.title, language=self.language)
        made = {f"{name}.csv": write_csv(table) for name, table in self.tables.items()}
        return {PAGE: page.encode(), **made}


def compose_waves(
    first: Mapping[str, pd.DataFrame],
    second: Mapping[str, pd.DataFrame],
    *,
    consultations: tuple[Consultation, Consultation],
    items: pd.DataFrame,
    changes: pd.DataFrame,
    profile: Profile,
) -> Comparison:
    """Write the page of two waves.

    Parameters
    ----------
    first, second : mapping of table name to DataFrame
        The tables of the earlier and the later wave.
    consultations : tuple of Consultation
        The instruments of both.
    items, changes : DataFrame, contracts ``comparison_items`` and ``comparison_changes``
    profile : Profile
        Whose disclosure rules hold.
    """
    sides = [
        _gather(tables, consultation, profile)
        for tables, consultation in zip((first, second), consultations, strict=True)
    ]
    tables = compared.tabulate_waves(sides[0], sides[1], items=items, changes=changes)
    title = f"{consultations[0].title} and {consultations[1].title}: what changed"
    flags = {str(flag): flag for each in consultations for flag in write_flags(each, profile)}
    n_matched = int((items["match_code"] == "matched").sum())
    matched = (
        f"{number_words.count_of(n_matched, 'item')} of {len(items)} were asked in the same words "
        "on the same scale both times and are compared."
    )
    parts = [
        Markup("<header>{}{}</header>").format(
            markup.join_markup(flags.values()), markup.heading(title, level=1)
        ),
        markup.bullets(describe_side(side) for side in sides),
        markup.heading("What changed", level=2),
        markup.bullets(_list_claims(tables)),
        markup.note(LIMITS),
        markup.heading("The figures", level=2),
        markup.paragraph(matched),
        *(markup.render_table(table, number=n) for n, table in enumerate(tables.values(), start=1)),
    ]
    html = Markup('<section class="report comparison">\n{}\n</section>').format(
        markup.join_markup(parts)
    )
    return Comparison(str(html), tables, title, consultations[1].language)


def _gather(
    tables: Mapping[str, pd.DataFrame], consultation: Consultation, profile: Profile
) -> compared.Side:
    material = gather_material(tables, consultation=consultation, profile=profile)
    return compared.Side(material, protect_material(material))


def describe_side(side: compared.Side) -> str:
    """Return title, body, dates and number of responses of one consultation, as one line."""
    consultation = side.material.consultation
    parts = [f"{consultation.title} ({consultation.organisation})"]
    if consultation.opens and consultation.closes:
        opens, closes = map(number_words.format_date, (consultation.opens, consultation.closes))
        parts.append(f"{opens} to {closes}")
    n = len(side.material.tables["responses"])
    parts.append(f"{number_words.format_count(n)} responses analysed")
    return ", ".join(parts)


def _list_claims(tables: Mapping[str, ProtectedTable]) -> list[str]:
    """One sentence for each change beyond chance that is printed; else that there is none."""
    said = []
    for declared in (compared.RATED, compared.ASKED, compared.THEMED, compared.WITHIN):
        table = tables.get(declared.name())
        if table is None:
            continue
        for key in table.row_keys:
            if table.cell(key, "beyond").code not in ("more", "less"):
                continue
            about = table.cell(key, "item").text
            if "area" in table.column_keys:
                about = f"{about}, {table.cell(key, 'area').text}"
            first, second = (table.cell(key, name).text for name in ("first", "second"))
            change = table.cell(key, "change").text
            said.append(f"{about}: {first} then, {second} now ({change} points)")
    return said or ["Nothing changed beyond what chance alone can bring about."]
