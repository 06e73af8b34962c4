"""Comments in Welsh: short, plain sentences."""

from __future__ import annotations

from gpgp.sample.chance import Chance
from gpgp.sample.comments import (
    Comment,
    Writer,
    draw_themes,
    take_side,
    theme_weights,
    tidy_sentences,
)
from gpgp.sample.phrases import expand, read_phrases
from gpgp.sample.plan import Plan
from gpgp.sample.voices import curl_quotes

SHORT_ANSWERS = {"missing": "missing", "priorities_comment": "wishes"}
_OPENABLE = ("Mae", "Does", "Dydy")  # sentences that an opener can stand before


def write_welsh_comment(question: str, *, writer: Writer, plan: Plan, chance: Chance) -> Comment:
    """Write a Welsh comment of one to three sentences, or a short answer."""
    part = SHORT_ANSWERS.get(question)
    if part and chance.happens(0.4):
        themes = draw_themes(_weights(question, writer, plan), chance.whole(1, 2), chance)
        said = [_say(theme, part, writer, chance) for theme in themes]
    else:
        themes = draw_themes(_weights(question, writer, plan), chance.whole(1, 3), chance)
        said = [_say(theme, "says", writer, chance) for theme in themes]
        said = _connect(said, chance)
    text = tidy_sentences(". ".join(said)) + ("." if chance.happens(0.7) else "")
    if chance.happens(0.3):
        text = curl_quotes(text)
    return Comment(text, language="cy", themes=tuple(sorted(set(themes))))


def _weights(question: str, writer: Writer, plan: Plan) -> dict[str, float]:
    return theme_weights(question, writer.constituency, plan)


def _say(theme: str, part: str, writer: Writer, chance: Chance) -> str:
    key = take_side(theme, writer, chance)
    lines = read_phrases("welsh")[key][part]
    return expand(chance.deal(lines, deck=("welsh", key, part)), chance)


def _connect(said: list[str], chance: Chance) -> list[str]:
    phrases = read_phrases("welsh")
    said = list(said)
    if said[0].startswith(_OPENABLE) and chance.happens(0.3):
        opener = chance.deal(phrases["openers"], deck="welsh openers")
        said[0] = f"{opener} {said[0][:1].lower()}{said[0][1:]}"
    if len(said) > 1 and said[1].startswith(_OPENABLE) and chance.happens(0.4):
        linker = chance.deal(phrases["linkers"], deck="welsh linkers")
        said[1] = f"{linker} {said[1][:1].lower()}{said[1][1:]}"
    if chance.happens(0.15):
        said.append(chance.deal(phrases["closers"], deck="welsh closers"))
    return said
