"""Answers about the words of the vision: requests to add, drop or replace one."""

from __future__ import annotations

from typing import Any

from gpgp.sample.chance import Chance
from gpgp.sample.comments import Comment, Writer, tidy_sentences
from gpgp.sample.phrases import expand, read_phrases
from gpgp.sample.voices import say_in_voice

ELEMENT_WORDS = {
    "productive": "productive",
    "joined_up": "joined up",
    "co_designing": "co-designing",
    "valued": "valued and respected",
    "diverse": "diverse",
}
SHARE_GENERAL = 0.24  # answers that ask for no word
SHARE_TWO = 0.22  # of the rest, those that ask for two


def write_wording(*, writer: Writer, chance: Chance) -> Comment:
    """Write an answer to the question on the wording, with the requests it makes."""
    phrases = read_phrases("wording")
    if chance.happens(SHARE_GENERAL):
        text = expand(chance.deal(phrases["general"], deck="wording general"), chance)
        return Comment(say_in_voice(text, writer=writer.manner, chance=chance), kind="wording")
    requests = phrases["requests"]
    weights = {
        place: request["weight"] * request.get("more", {}).get(writer.constituency, 1)
        for place, request in enumerate(requests)
    }
    asked = []
    for _ in range(2 if chance.happens(SHARE_TWO) else 1):
        asked.append(chance.weigh(weights))
        del weights[asked[-1]]
    text = ". ".join(_ask(requests[place], phrases, chance) for place in asked)
    typed = say_in_voice(tidy_sentences(text), writer=writer.manner, chance=chance)
    return Comment(typed, kind="wording", requests=tuple(_truth(requests[n]) for n in asked))


def write_welsh_wording(*, chance: Chance) -> Comment:
    """Write such an answer in Welsh."""
    phrases = read_phrases("wording")
    if chance.happens(0.5):
        text = expand(chance.deal(phrases["welsh_general"], deck="welsh general"), chance)
        return Comment(text, kind="wording", language="cy")
    text = expand(chance.deal(phrases["welsh"], deck="welsh wording"), chance)
    request = ("diverse", "add", "dwyieithog", "")
    return Comment(text, kind="wording", language="cy", requests=(request,))


def _ask(request: dict[str, Any], phrases: dict[str, Any], chance: Chance) -> str:
    action = request["action"]
    left, right = chance.choose((("", ""), ("'", "'"), ("'", "'"), ('"', '"')))
    asked = expand(chance.deal(phrases[f"{action}s"], deck=("wording", action)), chance)
    asked = asked.format(
        word=f"{left}{request['word']}{right}",
        replacement=f"{left}{request.get('replacement', '')}{right}",
        element=ELEMENT_WORDS[request["element"]],
    )
    reasons = request["reasons"]
    reason = expand(chance.deal(reasons, deck=("reason", reasons[0])), chance)
    end = chance.deal(phrases["ends"], deck="wording ends")
    return end.format(request=asked, reason=reason, Reason=reason[:1].upper() + reason[1:])


def _truth(request: dict[str, Any]) -> tuple[str, str, str, str]:
    return (
        request["element"],
        request["action"],
        request["word"],
        request.get("replacement", ""),
    )
