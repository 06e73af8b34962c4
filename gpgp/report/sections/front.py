"""The first screen: masthead with the finding, what the board is asked to, the things to know."""

from __future__ import annotations

from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure.profiles import Profile
from gpgp.instrument import INTERIM, Consultation
from gpgp.report.findings import Thing, find_headline, find_things
from gpgp.report.render import markup
from gpgp.report.sections.source import CAVEAT, Section, Source
from gpgp.report.tables.respondents import HEARD_FROM, LANGUAGES, LEDGER

SYNTHETIC = "Synthetic sample: no real respondent"
OPEN_STILL = (
    f"{INTERIM}: answers are still coming in. Figures will change, and no verdict is final."
)


def write_front(source: Source) -> Section:
    """Write the masthead, what the board is asked to do, and the things to know."""
    texts = source.consultation.report
    head = Markup("<header>{}{}{}{}</header>").format(
        Markup('<p class="masthead">{}</p>').format(_masthead(source)),
        markup.join_markup(write_flags(source.consultation, source.profile)),
        markup.heading(_say_headline(source), level=1),
        Markup('<p class="masthead">{} {}</p>').format(_say_received(source), CAVEAT),
    )
    verb = "The board is asked to" if texts.meant_for == "decision" else "For information:"
    ask = Markup('<div class="ask">{}</div>').format(
        markup.officer_text(texts.recommendation, lead=verb)
    )
    return Section("front", "The finding", markup.join_markup([head, ask, *_write_things(source)]))


def _say_headline(source: Source) -> str:
    headline = find_headline(source)
    return f"{INTERIM}: {headline}" if source.consultation.is_interim else headline


def write_flags(consultation: Consultation, profile: Profile) -> list[Markup]:
    """Return the lines every page carries: a synthetic sample, interim, named recipients only."""
    flags = [SYNTHETIC] if consultation.is_synthetic else []
    flags += [OPEN_STILL] if consultation.is_interim else []
    flags += [profile.notice] if profile.notice else []
    return [Markup('<p class="flag">{}</p>').format(flag) for flag in flags]


def _masthead(source: Source) -> Markup:
    consultation, texts = source.consultation, source.consultation.report
    parts: list[Markup | str] = [
        consultation.title,
        f"Report to the board, for {texts.meant_for}",
    ]
    parts += [number_words.format_date(texts.reported_on)] if texts.reported_on else []
    if consultation.opens and consultation.closes:
        opens, closes = map(number_words.format_date, (consultation.opens, consultation.closes))
        parts.append(f"consultation {opens} to {closes}")
    parts += [texts.author] if texts.author and texts.author != texts.contact else []
    parts += [f"contact: {texts.contact}"] if texts.contact else []
    links = [Markup('<a href="#crynodeb" lang="cy">Crynodeb</a>')] if texts.welsh_summary else []
    links.append(Markup('<a href="#tables">All tables</a>'))
    jumps = Markup("").join(Markup(" · {}").format(link) for link in links)
    return Markup(" · ").join(parts) + Markup('<span class="links">{}</span>').format(jumps)


def _say_received(source: Source) -> str:
    """How many responses, from whom, in which languages."""
    ledger = source.find(LEDGER)
    analysed = ledger.cell("analysed", "n_rows") if ledger else None
    if analysed is None or not analysed.value:
        return "No response was analysed."
    noun = "response" if analysed.value == 1 else "responses"
    text = f"{analysed.text} {noun}"
    heard = source.find(HEARD_FROM)
    if heard and "constituency" in heard.row_keys:
        n_heard = int(heard.cell("constituency", "n_answered").value or 0)
        text += f" from {number_words.count_of(n_heard, 'constituency', 'constituencies')}"
    languages = source.find(LANGUAGES)
    if languages and len(languages.rows) > 1:
        named = [
            f"{source.about(cell)} in {row.cells[0].text}"
            for row in languages.rows[1:]
            if (cell := languages.cell(row.key, "n_responses")).value
        ]
        text += f", {number_words.join_words(named)}" if named else ""
    return f"This report rests on {text}."


def _write_things(source: Source) -> list[Markup]:
    things = find_things(source)
    if not things:
        return [markup.paragraph("No question has enough answers for a finding.")]
    n = len(things)
    noun = "thing" if n == 1 else "things"
    title = f"{number_words.capitalise(number_words.spell_number(n))} {noun} to know"
    items = Markup("\n").join(_write_thing(thing) for thing in things)
    return [
        markup.heading(title, level=2, anchor="things"),
        Markup('<ol class="things">{}</ol>').format(items),
    ]


def _write_thing(thing: Thing) -> Markup:
    link = Markup('<a class="see" href="#{}" aria-label="See the evidence on {}">→</a>').format(
        thing.anchor, thing.about
    )
    return Markup("<li><b>{}</b> {}&nbsp;{}</li>").format(thing.claim, thing.rest, link)


def write_crynodeb(source: Source) -> Section:
    """Write the summary in Welsh; nothing where there is none."""
    summary = source.consultation.report.welsh_summary
    if summary is None:
        return Section("crynodeb", "Crynodeb", Markup(""))
    head = Markup('<h2 id="crynodeb" lang="cy">Crynodeb: {}</h2>').format(summary.title)
    lines = [line for line in summary.text.splitlines() if line.strip()]
    parts = [Markup('<p lang="cy">{}</p>').format(line) for line in lines]
    parts += [markup.note(summary.note)] if summary.note else []
    return Section("crynodeb", "Crynodeb", markup.join_markup([head, *parts]))
