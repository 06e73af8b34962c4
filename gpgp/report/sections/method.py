"""How this was done: ledger, method in plain words, limits, glossary, provenance."""

from __future__ import annotations

from markupsafe import Markup

from gpgp import number_words
from gpgp.report import code_names
from gpgp.report.render import markup
from gpgp.report.sections.source import ANNEX, Section, Source, make_section

LIMITS = (
    "An interval answers one question: could this come from which people of a constituency "
    "happened to answer? It says nothing about those who did not.",
    "Themes group comments by their words. Irony, and what people left unsaid, are lost.",
    "Personal data in comments is removed by patterns, which is a filter and not anonymisation.",
)

ACCESSIBILITY = (
    "This page is made to meet WCAG 2.2 AA. It works without scripts, with a keyboard, with a "
    "screen reader, enlarged, in dark and in forced colours, and on paper. Known gaps: the annex "
    "holds wide tables that scroll sideways on a telephone; open the annex before printing to "
    "print it too. If you cannot use a part of it, write to the contact at the top."
)


def write_method(source: Source) -> Section:
    """Write the ledger, the method, the limits, the protection, the glossary, the provenance."""
    profile = source.profile
    rounding = (
        f"Numbers of people are rounded to the nearest {profile.rounding_base}. "
        if profile.rounding_base > 1
        else "Numbers of people are not rounded. "
    )
    n_hidden = sum(table.n_hidden for table in source.tables.values())
    protection = (
        f"No number of people from 1 to {profile.threshold - 1} is printed. {rounding}"
        f"No share is printed on fewer than {profile.share_base_floor} answers; smaller "
        f"constituencies are pooled. In all, {number_words.count_of(n_hidden, 'cell')} "
        f"{'is' if n_hidden == 1 else 'are'} withheld in this report."
    )
    parts = [
        markup.heading("How agreement is judged", level=3),
        markup.paragraph(
            "Each element gets the first verdict in this list whose rule holds. Thresholds: one "
            "half and two-thirds of the answers. Views: each respondent counts once; each "
            "constituency counts the same; each organisation counts once. Intervals are at 95%: "
            "how far a figure could move if other members of the group had answered."
        ),
        _glossary(),
        markup.heading("Words for numbers", level=3),
        markup.paragraph(_say_words()),
        markup.heading("Limits", level=3),
        markup.bullets(LIMITS),
        markup.heading("How small numbers were protected", level=3),
        markup.paragraph(protection),
        markup.heading("Accessibility", level=3),
        markup.paragraph(ACCESSIBILITY),
        markup.heading("Where this report comes from", level=3),
        _provenance(source),
    ]
    return make_section("method", "Annex C: how this was done", parts, part=ANNEX)


def _glossary() -> Markup:
    rows = Markup("\n").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(
            code_names.VERDICT_NAMES[code],
            number_words.capitalise(code_names.VERDICT_MEANINGS[code]) + ".",
        )
        for code in code_names.VERDICT_NAMES
    )
    return Markup('<dl class="glossary">{}</dl>').format(rows)


def _say_words() -> str:
    said = []
    upper = 101
    for least, word in number_words.SHARE_WORDS:
        span = f"{least}%" if upper - least == 1 else f"{least}% to {upper - 1}%"
        said.append(f"“{word}” {span}")
        upper = least
    return f"By the printed whole per cent: {'; '.join(said)}."


def _provenance(source: Source) -> Markup:
    if not source.provenance:
        return markup.paragraph("No record of the run was given.")
    rows = Markup("\n").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(
            code_names.PROVENANCE_NAMES.get(
                label, number_words.capitalise(label.replace("_", " "))
            ),
            value,
        )
        for label, value in source.provenance.items()
    )
    return Markup('<dl class="provenance">{}</dl>').format(rows)
