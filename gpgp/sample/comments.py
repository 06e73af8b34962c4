"""Comments: what a writer says to an open question, with the themes that it is about.

In English or Welsh; requests to change a word of the vision; and a letter that many people send,
word for word, with a few words changed, or with more said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gpgp.sample.chance import Chance
from gpgp.sample.plan import Plan
from gpgp.sample.voices import curl_quotes, expand, read_phrases, read_themes, say_in_voice

_FIELD = re.compile(r"\{([a-z]+)(\d?)(~?)\}")
_STOPPED = re.compile(r"([.?!])\.(?!\.)")
_START = re.compile(r"(^|[.?!]\s+|\n(?:\d\) |- )?)([a-z])")
_PROPER = re.compile(r"^(?:I\b|[A-Z]{2}|Welsh|Wales|London|English|SO1|Wi-Fi|County Hall)")
PARTS = {
    "plain",
    "brief",
    "topic",
    "subject",
    "wish",
    "hindrance",
    "claim",
    "tale",
    "effect",
    "ask",
    "good",
}
ENOUGH_TALES = 6  # of a theme for one kind of writer; with fewer, claims stand in for some
PLURALS = {"wish": "wishes", "good": "good"}


@dataclass(frozen=True)
class Writer:
    """Who writes: what decides about themes, phrases and typing.

    ``stances`` maps a theme that has two sides to ``for`` or ``against``.
    """

    constituency: str
    manner: str
    language: str = "en"
    speaker: str = ""
    stances: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Comment:
    """One answer to an open question, and the truth about it.

    ``themes``: what it is about; ``mentions``: themes that it names only to say that it is not
    about them; ``requests``: (element, action, word, replacement) asked of the vision.
    """

    text: str
    kind: str = "comment"
    language: str = "en"
    themes: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    requests: tuple[tuple[str, str, str, str], ...] = ()


def write_comment(question: str, *, writer: Writer, plan: Plan, chance: Chance) -> Comment:
    """Write an English comment.

    Parameters
    ----------
    question : str
        Id of the open question answered.
    writer : Writer
        Who writes.
    plan : Plan
        Weights of themes and shapes.
    chance : Chance
        Draws.

    Returns
    -------
    Comment
    """
    shape = chance.weigh(_shape_weights(question, writer.manner, plan))
    weights = theme_weights(question, writer.constituency, plan)
    if shape == "essay":
        text, themes, mentions = _write_essay(weights, writer, chance)
    else:
        text, themes, mentions = _fill(shape, weights, writer, chance)
    typed = say_in_voice(text, writer=writer.manner, chance=chance)
    return Comment(typed, themes=themes, mentions=mentions)


def write_long_answer(length: int, *, writer: Writer, plan: Plan, chance: Chance) -> Comment:
    """Write an answer that the form cut off at ``length`` characters."""
    weights = theme_weights("anything_else", writer.constituency, plan)
    text = ""
    themes: set[str] = set()
    while len(text) < length:
        said, about, _ = _write_essay(weights, writer, chance)
        text = f"{text}\n\n{said}." if text else f"{said}."
        themes.update(about)
    return Comment(text[:length], themes=tuple(sorted(themes)))


def theme_weights(question: str, constituency: str, plan: Plan) -> dict[str, float]:
    """Weigh each theme for a question and a constituency."""
    themes = plan["themes"]
    by_question, by_group = themes.get(question, {}), themes.get(constituency, {})
    return {
        theme: weight * by_question.get(theme, 1) * by_group.get(theme, 1)
        for theme, weight in themes["all"].items()
    }


def draw_themes(weights: Mapping[str, float], number: int, chance: Chance) -> list[str]:
    """Draw different themes, the likely ones sooner."""
    left = dict(weights)
    drawn: list[str] = []
    while len(drawn) < number:
        drawn.append(chance.weigh(left))
        del left[drawn[-1]]
    return drawn


def take_side(theme: str, writer: Writer, chance: Chance) -> str:
    """Return the key of a theme's phrases: of its two sides, the writer's own."""
    if theme in read_themes():
        return theme
    return f"{theme}_{writer.stances.get(theme) or chance.choose(('for', 'against'))}"


def tidy_sentences(text: str) -> str:
    """Capitalise after full stops, take out double ones, turn ``\\n`` into line ends."""
    text = _STOPPED.sub(r"\1", text.replace("\\n", "\n"))
    return _START.sub(lambda found: found[1] + found[2].upper(), text)


def uncapitalise(text: str) -> str:
    """Begin with a small letter, but for names and for *I*."""
    return text if _PROPER.match(text) else text[:1].lower() + text[1:]


def _shape_weights(question: str, style: str, plan: Plan) -> dict[str, float]:
    habits = plan["writers"][style]
    return {shape: n * habits.get(shape, 1) for shape, n in plan["shapes"][question].items()}


def _fill(
    shape: str, weights: Mapping[str, float], writer: Writer, chance: Chance
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Fill a frame of this shape; return the text, its themes, and those it only mentions."""
    frames = read_phrases("frames")[shape]
    frame = expand(chance.deal(frames, deck=("frame", shape)), chance)
    numbers = {int(number or 1) for name, number, _ in _FIELD.findall(frame) if name in PARTS}
    drawn = draw_themes(weights, max(numbers), chance)
    keys = [take_side(theme, writer, chance) for theme in drawn]

    good_news: set[int] = set()

    def fill(found: re.Match[str]) -> str:
        name, number = found[1], int(found[2] or 1)
        if name == "effect" and number in good_news:
            name = "ask"
        text, is_good = _say(name, keys[number - 1], writer, chance)
        if is_good:
            good_news.add(number)
        return uncapitalise(text) if found[3] else text

    text = tidy_sentences(_FIELD.sub(fill, frame))
    denied = {drawn[1]} if shape == "negations" else set()
    about = {drawn[number - 1] for number in numbers} - denied
    return text, tuple(sorted(about)), tuple(sorted(denied))


def _say(name: str, key: str, writer: Writer, chance: Chance) -> tuple[str, bool]:
    """Say one part of a theme, or something between the parts; say whether it is good news."""
    if name not in PARTS:
        frames, formal = read_phrases("frames"), f"{name}s_formal"
        between = formal if writer.manner == "formal" and formal in frames else f"{name}s"
        return expand(chance.deal(frames[between], deck=between), chance), False
    lines = read_themes()[key][PLURALS.get(name, f"{name}s")]
    suited = {"", writer.speaker}
    n_suited = sum(line.speaker in suited for line in lines)
    if n_suited == 0 or (name == "tale" and not chance.happens(n_suited / ENOUGH_TALES)):
        return _say("claim", key, writer, chance)
    line = chance.deal(lines, deck=(key, name), fits=lambda phrase: phrase.speaker in suited)
    return expand(line.text, chance), line.is_good


def _write_essay(
    weights: Mapping[str, float], writer: Writer, chance: Chance
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Write three or four paragraphs, most of them on themes of their own."""
    paragraphs: list[str] = []
    themes: set[str] = set()
    left = dict(weights)
    for _ in range(chance.whole(3, 4)):
        text, about, _ = _fill("middle", left, writer, chance)
        paragraphs.append(text)
        themes.update(about)
        left = {theme: weight for theme, weight in left.items() if theme not in themes}
    opener = _say("opener", "", writer, chance)[0] if chance.happens(0.6) else ""
    closer = _say("closer", "", writer, chance)[0] if chance.happens(0.5) else ""
    paragraphs[0] = f"{opener} {uncapitalise(paragraphs[0])}" if opener else paragraphs[0]
    joined = chance.choose((". ", ".\n\n", ".\n")).join(filter(None, [*paragraphs, closer]))
    return tidy_sentences(joined), tuple(sorted(themes)), ()


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


SHORT_ANSWERS = {"missing": "missing", "priorities_comment": "wishes"}
_OPENABLE = ("Mae", "Does", "Dydy")  # sentences that an opener can stand before


def write_welsh_comment(question: str, *, writer: Writer, plan: Plan, chance: Chance) -> Comment:
    """Write a Welsh comment of one to three sentences, or a short answer."""
    part = SHORT_ANSWERS.get(question)
    if part and chance.happens(0.4):
        themes = draw_themes(_weights(question, writer, plan), chance.whole(1, 2), chance)
        said = [_say_welsh(theme, part, writer, chance) for theme in themes]
    else:
        themes = draw_themes(_weights(question, writer, plan), chance.whole(1, 3), chance)
        said = [_say_welsh(theme, "says", writer, chance) for theme in themes]
        said = _connect(said, chance)
    text = tidy_sentences(". ".join(said)) + ("." if chance.happens(0.7) else "")
    if chance.happens(0.3):
        text = curl_quotes(text)
    return Comment(text, language="cy", themes=tuple(sorted(set(themes))))


def _weights(question: str, writer: Writer, plan: Plan) -> dict[str, float]:
    return theme_weights(question, writer.constituency, plan)


def _say_welsh(theme: str, part: str, writer: Writer, chance: Chance) -> str:
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


LETTER_QUESTION = "anything_else"
MOST_CHANGED = 3  # words changed in an edited copy
LEAST_ADDED = 6  # words of a personal addition; fewer could be an edit


@dataclass(frozen=True)
class Copy:
    """One copy of the letter: as sent, how many words differ, and what the sender added."""

    text: str
    n_changed: int
    addition: Comment | None

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes of the letter and of what was added."""
        added = self.addition.themes if self.addition else ()
        return tuple(sorted({*read_phrases("campaign")["themes"], *added}))


def read_letter() -> str:
    """Return the letter as the campaign wrote it."""
    return read_phrases("campaign")["letter"][0]


def copy_letter(*, number: int, n_copies: int, writer: Writer, plan: Plan, chance: Chance) -> Copy:
    """Write one copy of the letter.

    Parameters
    ----------
    number, n_copies : int
        Which copy of how many: the first ones are identical, the last ones have an addition.
    writer : Writer
        Who sends it.
    """
    campaign = plan["campaign"]
    is_identical = number < n_copies * campaign["identical"]
    has_addition = number >= n_copies * (1 - campaign["additions"])
    n_changed = 0 if is_identical else chance.whole(0 if has_addition else 1, MOST_CHANGED)
    text = change_words(read_letter(), n_changed, chance)
    if not has_addition:
        return Copy(text, n_changed, None)
    addition = write_comment(LETTER_QUESTION, writer=writer, plan=plan, chance=chance)
    while len(addition.text.split()) < LEAST_ADDED:
        addition = write_comment(LETTER_QUESTION, writer=writer, plan=plan, chance=chance)
    first, second = (text, addition.text) if chance.happens(0.7) else (addition.text, text)
    return Copy(f"{first}\n\n{second}", n_changed, addition)


def change_words(letter: str, number: int, chance: Chance) -> str:
    """Change this many words of a letter, each for one that a sender might prefer."""
    changes = read_phrases("campaign")["words"]
    for word in chance.some(list(changes), number):
        letter = re.sub(rf"\b{word}\b", chance.choose(changes[word]), letter, count=1)
    return letter
