"""The sheet to type from: every question word for word, for platforms that take no file.

Citizen Space, SmartSurvey and Microsoft Forms import no questionnaire. What is typed there has to
have these words; ``gpgp check NAME --pilot FILE`` compares the first test responses with them.
"""

from __future__ import annotations

from gpgp.hub.pages import describe_answer, describe_condition, list_page_languages
from gpgp.hub.questionnaire import Field, make_questionnaire
from gpgp.hub.texts import page_words, say
from gpgp.instrument import Consultation

_TYPES = {  # what a question is called in the platforms, as far as their public help says
    "one": "single choice (radio buttons, or a list where there are many options)",
    "several": "multiple choice (tick boxes)",
    "rank": "ranking",
    "grid": "matrix or Likert: one row per statement, one answer per row",
    "text": "one line of text",
    "long": "paragraph of text, no limit of characters",
    "number": "number",
}
_EXPORT = """\
How to export, so that `gpgp link` finds the columns by these words:

- Microsoft Forms: Responses, Open in Excel. Keep the first row as it is.
- SmartSurvey: Export, CSV or Excel, "answer text" rather than values, one row per respondent,
  column headings "question and answer".
- Citizen Space: Responses, Export, CSV, all questions, full question text as headings, answers
  as text.
- Any other: one row per response; the question's words as heading; for several columns of one
  question `question | option`, `question - option` or `question [option]`; answers in words, not
  in numbers.

Try it before you open: answer twice yourself with every option, export, then run

    gpgp check NAME --pilot FILE
"""


def write_sheets(consultation: Consultation) -> dict[str, bytes]:
    """Write the sheet in each language in which every text is there.

    Returns
    -------
    dict of file name to Markdown
    """
    languages = list_page_languages(consultation)
    return {
        "sheet.md" if language == languages[0] else f"sheet.{language}.md": _write_sheet(
            consultation, language
        )
        for language in languages
    }


def _write_sheet(consultation: Consultation, language: str) -> bytes:
    survey = make_questionnaire(consultation, language=language)
    words = page_words(language)
    intro = say(consultation.hub.introduction, language)
    lines = [f"# {survey.title}", "", survey.organisation, "", *([intro, ""] if intro else [])]
    number = 0
    for section in survey.sections:
        if section.title:
            lines += [f"## {section.title}", "", *([section.text, ""] if section.text else [])]
        for field in section.fields:
            number += 1
            lines += _write_field(field, number)
            lines += [f"- rule: {describe_answer(field, words)}"]
            if condition := describe_condition(field, survey):
                lines += [f"- routing: {condition}"]
            lines += [""]
    lines += ["---", "", *_EXPORT.splitlines()]
    return ("\n".join(lines) + "\n").encode()


def _write_field(field: Field, number: int) -> list[str]:
    lines = [f"### Question {number}", "", "```text", field.title, "```", ""]
    lines += [f"- type: {_TYPES[field.kind]}"]
    lines += [f"- help: {field.help}"] if field.help else []
    lines += [f"- required: {'yes' if field.required else 'no'}"]
    if field.rows:
        lines += ["- statements, in this order:", "", *_list(field)]
        lines += ["", "- points of the scale, in this order:"]
        return [*lines, "", *_block([option.label for option in field.options])]
    if field.options:
        lines += ["- options, in this order:", "", *_block([o.label for o in field.options]), ""]
    return lines


def _list(field: Field) -> list[str]:
    return _block([row.label for row in field.rows])


def _block(texts: list[str]) -> list[str]:
    return ["```text", *texts, "```", ""]
