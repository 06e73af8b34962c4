"""What people read is plain present-day English: words that no civil servant would write."""

import re
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
BANNED = re.compile(
    r"\bheld against\b|\bof nobody\b|\bnoughts?\b|\bparted\b|\bbesides\b|\bunless told\b"
    r"|\bin comes?\b|\btold apart\b|\b(are|is|be|was|not) told\b|\bmay the\b",
    re.IGNORECASE,
)
HEARD = {"pattern.py", "names.py", "cues.py"}  # hold words that respondents and clerks use
PAGES = [
    path
    for path in (*HOUSE.glob("gpgp/**/*"), *HOUSE.glob("notebooks/*.ipynb"), *HOUSE.glob("*.md"))
    if path.suffix in {".py", ".md", ".ipynb", ".j2", ".js"}
    and path.name not in HEARD
    and "phrases" not in path.parts
]


def test_the_words_are_found():
    assert BANNED.search("each is held against its contract") and len(PAGES) > 200
    assert not BANNED.search("Each part of the income is said once.")


def test_every_page_is_in_plain_english():
    for path in PAGES:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if BANNED.search(line)], path.name
