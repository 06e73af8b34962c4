"""Comments: what a writer says to an open question, with the themes that it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gpgp.sample.chance import Chance
from gpgp.sample.phrases import expand, read_phrases, read_themes
from gpgp.sample.plan import Plan
from gpgp.sample.voices import say_in_voice

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
