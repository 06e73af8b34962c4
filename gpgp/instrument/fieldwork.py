"""What people are shown before and while they answer: the hub, its chunks, who spreads the link."""

from __future__ import annotations

from pydantic import Field

from gpgp.instrument.parts import Code, Link, Part, Text
from gpgp.instrument.translated import Translated


class Chunk(Part):
    """One part of the discussion document, short enough to be read at once.

    ``about``: it shows the draft vision (*elements*) or the *priorities*; ``questions``: ids of
    what it asks.
    """

    title: Translated
    text: Translated | None = None
    about: tuple[Code, ...] = ()
    questions: tuple[Code, ...] = ()


class Hub(Part):
    """The texts around the questions."""

    banner: Translated | None = None  # one line that unites campaigns
    introduction: Translated | None = None
    chunks: tuple[Chunk, ...] = ()
    use_of_answers: Translated | None = None
    privacy: Translated | None = None
    accessibility: Translated | None = None  # other formats and languages, and where to ask
    contact: Translated | None = None
    link: Link | None = None  # where to answer


class Collector(Part):
    """Who spread which link to the questionnaire."""

    code: Code
    label: Translated
    aliases: tuple[Text, ...] = ()
    link: Link | None = None
    constituency: Code | None = None
    invited: int | None = Field(default=None, ge=1)
