"""The first screen: who answered, what is shared, where we differ, what comes first."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure.profiles import Profile
from gpgp.instrument import Consultation
from gpgp.report.render import markup
from gpgp.report.sections import prose
from gpgp.report.sections.source import CAVEAT, SYNTHETIC, Section, Source, make_section
from gpgp.report.tables import drawn_items
from gpgp.report.tables.answers import SPLIT
from gpgp.report.tables.priorities import ORDER
from gpgp.report.tables.respondents import HEARD_FROM, LEDGER
from gpgp.report.tables.themes import THEMES
from gpgp.report.tables.verdicts import BY_CONSTITUENCY, VERDICTS

DIFFERENT = ("divided_between", "divided_within")
TOGETHER = (  # verdicts told in one sentence each
    ("Majority", "majority"),
    ("Not supported", "not_supported"),
    ("Not settled", "not_settled"),
    ("Too few", "too_few"),
)
MOST_SENTENCES = 3  # of a kind on the first screen; the rest stands in the table
MOST_FINDINGS = 8  # items with a sentence each in the summary; more are told together


def write_summary(source: Source) -> Section:
    """Write the masthead and "In short"."""
    title = f"{source.consultation.title}: what the sector told us"
    head = markup.join_markup(
        [
            Markup("<header>"),
            Markup('<p class="masthead">{}</p>').format(_masthead(source)),
            *write_flags(source.consultation, source.profile),
            markup.heading(title, level=1),
            Markup('<p class="lead">{}</p>').format(_say_received(source)),
            markup.paragraph(CAVEAT),
            Markup("</header>"),
        ]
    )
    points = [*_say_vision(source), *_say_priorities(source), *_say_themes(source)]
    if not points:
        points = [("Answers", Markup("No question has enough answers for a finding."))]
    terms = Markup("\n").join(
        Markup("<div><dt>{}</dt>{}</div>").format(
            term, Markup("").join(Markup("<dd>{}</dd>").format(text) for text in texts)
        )
        for term, texts in _group(points)
    )
    body = [
        head,
        markup.heading("In short", level=2, anchor="summary"),
        Markup('<dl class="short">{}</dl>').format(terms),
    ]
    return Section("summary", "In short", markup.join_markup(body))


def _masthead(source: Source) -> str:
    consultation = source.consultation
    parts = [consultation.organisation, "Report to the board"]
    if consultation.closes is not None:
        parts.append(f"Consultation closed {number_words.format_date(consultation.closes)}")
    return " · ".join(parts)


def write_flags(consultation: Consultation, profile: Profile) -> list[Markup]:
    """Return the lines every page carries: a synthetic sample, named recipients only."""
    flags = []
    if consultation.is_synthetic:
        flags.append(f"{number_words.capitalise(SYNTHETIC)}: no real respondent")
    if profile.notice:
        flags.append(profile.notice)
    return [Markup('<p class="flag">{}</p>').format(flag) for flag in flags]


def _say_received(source: Source) -> Markup:
    ledger = source.tables[LEDGER.name()]
    received, aside, analysed = (
        ledger.cell(key, "n_rows").text for key in ("received", "set_aside", "analysed")
    )
    n_analysed = ledger.cell("analysed", "n_rows").value
    heard = source.tables[HEARD_FROM.name()]
    among = ""
    if "constituency" in heard.row_keys:
        n_heard = int(heard.cell("constituency", "n_answered").value or 0)
        among = f" from {number_words.count_of(n_heard, 'constituency', 'constituencies')}"
    noun = "response was" if n_analysed == 1 else "responses were"
    text = f"In all, {analysed} {noun} analysed{among} ({received} received, {aside} set aside)."
    return source.sentence(text, LEDGER.name())


def _group(points: list[tuple[str, Markup]]) -> list[tuple[str, list[Markup]]]:
    grouped: dict[str, list[Markup]] = {}
    for term, text in points:
        grouped.setdefault(term, []).append(text)
    return list(grouped.items())


def _say_vision(source: Source) -> list[tuple[str, Markup]]:
    question = source.headline_rating
    if question is None:
        return []
    name = VERDICTS.name(question.id)
    points = [("We share", source.sentence(prose.say_shared(source, question), name))]
    reserved = prose.items_with(source, question, "shared_with_reservations")
    points += [
        ("We share", source.sentence(prose.say_verdict(source, question, code), name))
        for code in reserved[:MOST_SENTENCES]
    ]
    if not reserved and not prose.items_with(source, question, "shared"):
        points.append(("We share", source.sentence(prose.say_best(source, question), name)))
    points += _say_differences(source, question, name)
    for term, verdict in TOGETHER:
        text = prose.say_together(source, question, verdict)
        if text is not None:
            points.append((term, source.sentence(text, name)))
    return points


def _say_differences(source: Source, question: Any, name: str) -> list[tuple[str, Markup]]:
    divided = prose.items_with(source, question, *DIFFERENT)[:MOST_SENTENCES]
    if not divided:
        text = f"{prose.say_none(source, question)} divides constituencies clearly."
        return [("We differ", source.sentence(text, name))]
    drawn = drawn_items(source.tables, question)
    return [
        (
            "We differ",
            source.sentence(
                prose.say_verdict(source, question, code),
                SPLIT.name(question.id, code) if code in drawn else name,
            ),
        )
        for code in divided
    ]


def _say_priorities(source: Source) -> list[tuple[str, Markup]]:
    question = source.headline_ranking
    if question is None:
        return []
    name = ORDER.name(question.id)
    return [("First", source.sentence(prose.say_first(source, question), name))]


def _say_themes(source: Source) -> list[tuple[str, Markup]]:
    if not source.has(THEMES.name()):
        return []
    text = prose.say_unasked(source)
    return [("Unasked", source.sentence(text, THEMES.name()))] if text else []


def write_glance(source: Source) -> Section:
    """Write the vision at a glance: the verdicts and the matrix."""
    question = source.headline_rating
    title = "The vision at a glance"
    if question is None:
        return make_section("glance", title, [markup.paragraph("No rating question was answered.")])
    if question.about != "elements":
        title = "The ratings at a glance"
    parts = [source.show(VERDICTS.name(question.id))]
    matrix = BY_CONSTITUENCY.name(question.id)
    if source.has(matrix):
        parts.append(source.show(matrix))
    else:
        parts.append(
            markup.paragraph("The consultation did not ask in which capacity people answered.")
        )
    return make_section("glance", title, parts)


def write_purpose(source: Source) -> Section:
    """Write the sector's opening headings in the officer's words."""
    texts = source.consultation.report
    parts = [markup.heading("Purpose of report", level=3), markup.officer_text(texts.purpose)]
    parts += [markup.heading("Summary", level=3), *_write_findings(source)]
    for title, text in (("Recommendation", texts.recommendation), ("Action", texts.action)):
        parts += [markup.heading(title, level=3), markup.officer_text(text)]
    if texts.background is not None:
        parts += [markup.heading("Background", level=3), markup.officer_text(texts.background)]
    if texts.contact is not None:
        parts.append(markup.note(f"Contact: {texts.contact}"))
    if texts.parallel_consultations:
        parts.append(markup.heading("Parallel consultations", level=3))
        links = [
            Markup('<a href="{}">{}</a>').format(each.link, each.title) if each.link else each.title
            for each in texts.parallel_consultations
        ]
        parts.append(markup.bullets(links))
    return make_section("purpose", "Purpose, summary, recommendation and action", parts)


def _write_findings(source: Source) -> list[Markup]:
    """One sentence per item and one on the order: the summary in the sector's format."""
    sentences = []
    question = source.headline_rating
    if question is not None:
        name = VERDICTS.name(question.id)
        codes = source.tables[name].row_keys
        sentences += [
            source.sentence(prose.say_verdict(source, question, code), name) for code in codes
        ]
        if len(codes) > MOST_FINDINGS:
            sentences = [text for _, text in _say_vision(source)]
    sentences += [text for _, text in _say_priorities(source)]
    if not sentences:
        return [markup.paragraph("No question has enough answers for a finding.")]
    return [markup.bullets(sentences)]
