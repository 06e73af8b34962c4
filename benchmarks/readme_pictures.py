"""The pictures of the README, taken from the report of the bundled consultation.

    python benchmarks/readme_pictures.py    # after python3 run.py report

Needs Chromium. Writes PNG files of at most 150 kB to ``docs/images/`` and beside them the hash of
the templates and sections they show; a test compares it, so that they cannot go stale unseen.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOUSE = Path(__file__).resolve().parent.parent
IMAGES = HOUSE / "docs" / "images"
REPORT = HOUSE / "reports" / "great_people" / "board_report.html"
STAMP = "stamp.txt"
MOST_BYTES = 150_000
SHOWN = (
    "gpgp/report/render/templates/board/*",
    "gpgp/report/sections/front.py",
    "gpgp/report/sections/picture.py",
)
PICTURES = {  # file: the elements it shows, from the top of the first to the end of the last
    "first_screen.png": ("body", "section.paper:nth-of-type(1)"),
    "consensus.png": ("#picture", "table.picture"),
}


def main() -> int:
    """Write the pictures and their stamp."""
    from playwright.sync_api import sync_playwright

    if not REPORT.is_file():
        print("make the report first: python3 run.py report", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium") or None, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 900, "height": 760}, device_scale_factor=1.5)
        page.goto(REPORT.as_uri())
        for name, elements in PICTURES.items():
            (IMAGES / name).write_bytes(shrink(take_picture(page, *elements)))
        browser.close()
    (IMAGES / STAMP).write_text(hash_shown() + "\n", encoding="utf-8")
    return 0


def take_picture(page: Page, first: str, last: str) -> bytes:
    """Return a PNG of the page from one element to another, across its whole width."""
    top = page.evaluate("(at) => document.querySelector(at).getBoundingClientRect().top", first)
    end = page.evaluate("(at) => document.querySelector(at).getBoundingClientRect().bottom", last)
    clip = {"x": 0, "y": max(top - 10, 0), "width": 900, "height": end - top + 20}
    return page.screenshot(full_page=True, clip=clip)


def shrink(png: bytes) -> bytes:
    """Return the picture in as few colours as keep it under the limit."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (128, 64, 32, 16):
        out = io.BytesIO()
        image.quantize(colours).save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST_BYTES:
            return out.getvalue()
    raise SystemExit(f"a picture takes more than {MOST_BYTES} bytes")


def hash_shown() -> str:
    """Return the hash of the files that decide how the pictures look."""
    found = hashlib.sha256()
    for pattern in SHOWN:
        for path in sorted(HOUSE.glob(pattern)):
            found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
