"""The questionnaire as one HTML file that works offline and writes its answers to a file.

For a council's collective answer, for keying in letters and notes of meetings, and for pilots. It
is no server: whoever fills it in saves a file and sends it.
"""

from __future__ import annotations

import json

from gpgp.hub.pages import list_page_languages, name_page, read_script, render_page
from gpgp.hub.questionnaire import Option, list_columns_of, make_questionnaire
from gpgp.hub.texts import page_words, say
from gpgp.instrument import Consultation, make_code

FIRST_COLUMNS = ("response_id", "submitted_at", "channel", "collector")
_MESSAGES = (
    "error_required", "error_most", "error_rank", "error_empty", "kept", "cleared", "sure",
    "saved", "thanks", "finished",
)  # fmt: skip


def write_forms(consultation: Consultation) -> dict[str, bytes]:
    """Write the form in each language in which every text is there.

    Returns
    -------
    dict of file name to HTML
        All languages write the same columns and, for options, the same words.
    """
    return {
        name_page("form", language, consultation): _write_form(consultation, language)
        for language in list_page_languages(consultation)
    }


def _write_form(consultation: Consultation, language: str) -> bytes:
    survey = make_questionnaire(consultation, language=language)
    words, hub = page_words(language), consultation.hub
    code = make_code(consultation.title)
    fields = {field.id: field for field in survey.fields}
    messages = {key: words[key] for key in _MESSAGES}
    messages["finished"] = words["finished"].replace("{organisation}", survey.organisation)
    return render_page(
        "form",
        consultation,
        language=language,
        script=read_script("form.js"),
        kind=words["kind_form"],
        key=f"gpgp.{code}",
        file=f"{code}_responses",
        columns=[*FIRST_COLUMNS, *(c for field in survey.fields for c in list_columns_of(field))],
        messages=json.dumps(messages, ensure_ascii=False),
        values=lambda options: [(option.value, option.label) for option in options],
        places={
            field.id: [(n, n) for n in range(1, (field.most or len(field.options)) + 1)]
            for field in survey.fields
        },
        gate_values={
            field.id: json.dumps(_gate_values(fields[field.asked_if[0]].options, field.asked_if[1]))
            if fields[field.asked_if[0]].kind == "one"
            else json.dumps(field.asked_if[1])
            for field in survey.fields
            if field.asked_if
        },
        collectors=[(each.code, say(each.label, language)) for each in consultation.collectors],
        notes=[
            (words[key], say(text, language))
            for key, text in (("privacy", hub.privacy), ("contact", hub.contact))
            if text
        ],
    )


def _gate_values(options: tuple[Option, ...], codes: tuple[str, ...]) -> list[str]:
    return [option.value for option in options if option.code in codes]
