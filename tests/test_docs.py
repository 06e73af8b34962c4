"""README tells the truth: its commands exist, its files are there."""

import importlib
import re
from pathlib import Path

import readme_pictures

from gpgp.cli import _build_parser

HOUSE = Path(__file__).resolve().parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")


def _known_commands():
    actions = [a for a in _build_parser()._actions if a.choices]
    return set(actions[0].choices)


def test_every_command_in_the_readme_exists():
    named = set(re.findall(r"\bgpgp ([a-z-]+)", "\n".join(re.findall(r"`([^`\n]+)`", README))))
    assert named, "README names no command"
    assert named <= _known_commands()


def test_every_command_stands_in_the_readme():
    assert all(f"gpgp {command}" in README for command in _known_commands())


def test_every_make_target_in_the_docs_exists():
    targets = set(re.findall(r"^([a-z-]+):.*## ", (HOUSE / "Makefile").read_text(), re.MULTILINE))
    contributing = (HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z-]+)`", README + contributing))
    assert named <= targets


def test_every_relative_link_leads_somewhere():
    for page in (*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md")):
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_decision_has_its_number_once():
    names = [path.name for path in (HOUSE / "docs" / "decisions").glob("*.md")]
    numbers = [name[:4] for name in names]
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name) for name in names)
    assert len(set(numbers)) == len(numbers)


def test_every_function_of_the_two_traces_exists():
    contributing = (HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    traces = contributing.split("## Two traces")[1].split("\n## ")[0]
    steps = re.findall(r"^\d+\. `([\w.]+)\.(\w+)`", traces, re.MULTILINE)
    assert len(steps) == 20
    for module, function in steps:
        assert callable(getattr(importlib.import_module(f"gpgp.{module}"), function))


def test_the_pictures_of_the_readme_show_the_page_as_it_is():
    named = re.findall(r'src="(docs/images/[^"]+)"', README)
    assert [HOUSE / name for name in named] == [
        readme_pictures.IMAGES / name for name in readme_pictures.PICTURES
    ]
    for name in named:
        assert (HOUSE / name).stat().st_size <= readme_pictures.MOST_BYTES
    stamp = (readme_pictures.IMAGES / readme_pictures.STAMP).read_text(encoding="utf-8").strip()
    assert stamp == readme_pictures.hash_shown(), "run 'make report pictures'"
