"""The discussion document: one page in summary chunks, with what is asked about each."""

from __future__ import annotations

from typing import Any

from gpgp.hub.pages import list_page_languages, name_page, render_page
from gpgp.hub.questionnaire import list_items, make_questionnaire
from gpgp.hub.texts import page_words, say
from gpgp.instrument import Consultation


def write_documents(consultation: Consultation) -> dict[str, bytes]:
    """Write the discussion document in each language in which every text is there.

    Returns
    -------
    dict of file name to HTML
        ``document.html`` in the consultation's language, then such as ``document.cy.html``.
    """
    return {
        name_page("document", language, consultation): _write_document(consultation, language)
        for language in list_page_languages(consultation)
    }


def _write_document(consultation: Consultation, language: str) -> bytes:
    words, hub = page_words(language), consultation.hub
    chunks = _list_chunks(consultation, language)
    notes = [
        (anchor, words[key], say(text, language))
        for anchor, key, text in (
            ("use", "use", hub.use_of_answers),
            ("privacy", "privacy", hub.privacy),
            ("formats", "accessibility", hub.accessibility),
            ("contact", "contact", hub.contact),
        )
        if text
    ]
    parallel = [
        {"title": say(o.title, language), "link": o.link, "whom_for": say(o.whom_for, language)}
        for o in consultation.parallel_consultations
    ]
    contents = [(chunk["anchor"], chunk["title"]) for chunk in chunks]
    contents += [(anchor, title) for anchor, title, _ in notes]
    contents += [("parallel", words["parallel"])] if parallel else []
    return render_page(
        "document",
        consultation,
        language=language,
        kind=words["kind_document"],
        link=hub.link,
        chunks=chunks,
        notes=notes,
        parallel=parallel,
        contents=contents,
    )


def _list_chunks(consultation: Consultation, language: str) -> list[dict[str, Any]]:
    """The chunks in order; questions in no chunk stand in one of their own at the end."""
    fields = {
        field.id: field for field in make_questionnaire(consultation, language=language).fields
    }
    chunks = [
        {
            "title": say(chunk.title, language),
            "text": say(chunk.text, language),
            "items": list_items(consultation, chunk.about, language),
            "fields": [fields.pop(code) for code in chunk.questions if code in fields],
        }
        for chunk in consultation.hub.chunks
    ]
    if fields:
        words = page_words(language)
        title = words["about_you"] if chunks else words["questions"]
        chunks.append({"title": title, "text": "", "items": (), "fields": list(fields.values())})
    return [{"anchor": f"part-{n}", **chunk} for n, chunk in enumerate(chunks, start=1)]
