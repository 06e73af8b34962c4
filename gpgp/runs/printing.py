"""A finished page as papers for a meeting: Word by python-docx, PDF by an installed browser.

The browser is asked to load nothing, and the page could not: it runs no script and names no other
file. What is printed is what the page's own style sheet says for paper.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gpgp.errors import GpgpError, ParameterError
from gpgp.report import export_part

FORMATS = ("docx", "pdf")
STATEMENT = "section.paper:has(h2#statement)"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
            "msedge", "microsoft-edge")  # fmt: skip
PLACES = (  # where browsers stand that are on no path
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
SECONDS = 120


def parse_formats(text: str) -> tuple[str, ...]:
    """Return the formats asked for, each once.

    Raises
    ------
    ParameterError
        A format that is not known, or ``pdf`` where no browser is installed: before a run starts.

    Examples
    --------
    >>> parse_formats("docx"), parse_formats("")
    (('docx',), ())
    """
    asked = tuple(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    if odd := [word for word in asked if word not in FORMATS]:
        raise ParameterError(f"--format: expected {' or '.join(FORMATS)}, found '{odd[0]}'.")
    if "pdf" in asked:
        find_browser()
    return asked


def make_papers(
    page: str, *, formats: Sequence[str], title: str, language: str
) -> dict[str, bytes]:
    """Return the board paper and the statement of intent in other formats, by file name.

    The statement stands as a page of its own too; it is left out where the report has none.

    Raises
    ------
    GpgpError
        The browser failed.
    """
    statement = export_part(page, STATEMENT, title=title, language=language)
    pages = {"board_report": (page, "section.paper"), "statement_of_intent": (statement, "main")}
    made: dict[str, bytes] = {}
    for name, (html, parts) in pages.items():
        if html is None:
            continue
        if name != "board_report":
            made[f"{name}.html"] = html.encode()
        if "docx" in formats:
            from gpgp.report.render.word_file import write_word  # python-docx is slow to load

            made[f"{name}.docx"] = write_word(html, parts=parts, language=language)
        if "pdf" in formats:
            made[f"{name}.pdf"] = print_pdf(html)
    return made


def find_browser() -> str:
    """Return the program of an installed Chromium, Chrome or Edge.

    Raises
    ------
    ParameterError
        There is none.
    """
    named = (shutil.which(name) for name in BROWSERS)
    there = (place for place in PLACES if Path(place).is_file())
    found = next((place for place in (*named, *there) if place), None)
    if found is None:
        raise ParameterError(
            "--format: pdf needs Chromium, Chrome or Edge, and none was found; install one, or "
            "open the report in a browser and print it to a file."
        )
    return found


def print_pdf(page: str) -> bytes:
    """Return a page as a tagged PDF with bookmarks, on the paper that its style sheet names.

    Raises
    ------
    ParameterError
        No browser is installed.
    GpgpError
        The browser did not print within two minutes.
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="gpgp-print-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        command = [
            browser, "--headless", "--disable-gpu", "--disable-background-networking",
            "--no-first-run", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
            "--export-tagged-pdf", "--generate-pdf-document-outline", f"--print-to-pdf={target}",
            *_no_sandbox(), source.as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
            return target.read_bytes()
        except (subprocess.SubprocessError, OSError) as fault:
            raise GpgpError(
                f"{Path(browser).name} did not print the report ({type(fault).__name__}); open "
                "it in a browser and print it to a file. The page and its tables are written."
            ) from None


def _no_sandbox() -> list[str]:
    """A browser run by the administrator of a Linux system (in a container) has no sandbox."""
    is_root = sys.platform == "linux" and os.geteuid() == 0
    return ["--no-sandbox"] if is_root else []
