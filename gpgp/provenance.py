"""Where a result comes from: code, environment, input. Never a path, user or host name."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from gpgp import __version__, storage
from gpgp.instrument import Consultation

HOUSE = Path(__file__).resolve().parent.parent  # the folder that holds gpgp/ and notebooks/
_PACKAGES = (
    *("matplotlib", "nbconvert", "nltk", "numpy", "pandas"),
    *("papermill", "pyarrow", "scikit-learn", "scipy"),
)


_PARAMETERS = (  # what may be printed of a run: settings of the analysis, never a place
    *("strict", "n_themes", "seed", "theme_checks"),
    *("n_resamples", "n_chosen", "budget"),
)


def describe_run(
    project: storage.Project, name: str, consultation: Consultation, *, profile: str
) -> dict[str, str]:
    """Return what a report says of where it comes from.

    Returns
    -------
    dict of text
        Hashes of the input, rows received and analysed (totals that every report prints), closing
        date, code, lock, profile, and the parameters that were given to the notebooks before.
    """
    n_analysed = len(storage.read_table(project, name, "responses"))
    n_aside = len(storage.read_table(project, name, "set_aside"))
    closes = consultation.closes
    return {
        **describe_inputs(project, name, consultation),
        "rows": f"{n_analysed + n_aside:,} received, {n_analysed:,} analysed",
        "closing_date": closes.isoformat() if closes else "not given",
        **describe_code(),
        "profile": profile,
        "parameters": "; ".join(_list_given(project, name)) or "as declared in the notebooks",
    }


def _list_given(project: storage.Project, name: str) -> list[str]:
    """Return the settings that notebooks 1 to 3 were last run with, other than the declared."""
    given: dict[str, object] = {}
    for path in sorted((project.processed(name) / "notebooks").glob("0[1-3]_*.ipynb")):
        metadata = json.loads(path.read_text(encoding="utf-8")).get("metadata", {})
        given.update(metadata.get("papermill", {}).get("parameters", {}))
    return [f"{key} = {given[key]}" for key in _PARAMETERS if key in given]


def describe_code() -> dict[str, str]:
    """Return gpgp's version, git commit, whether files differ from it, and the lock's hash.

    Returns
    -------
    dict of text
        ``code_version``, ``git_commit`` and ``git_state`` ("not in git" outside a checkout),
        ``lock_sha256`` ("no lock" where the file is not beside the package).
    """
    lock = HOUSE / "requirements" / "lock.txt"
    commit = _git("rev-parse", "--short=12", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no")
    return {
        "code_version": __version__,
        "git_commit": commit or "not in git",
        "git_state": "not in git" if commit is None else "changed" if changed else "clean",
        "lock_sha256": _hash_text(lock) if lock.is_file() else "no lock",
    }


def describe_inputs(
    project: storage.Project, name: str, consultation: Consultation
) -> dict[str, str]:
    """Return the hashes of a consultation's instrument and export."""
    instrument = storage.read_bytes(project, project.raw(name) / "consultation.yaml")
    export = storage.read_export(project, name, consultation)
    joined = storage.read_joined(project, name, consultation)
    return {
        "consultation_sha256": storage.hash_bytes(instrument),
        "export_sha256": storage.hash_bytes(export),
        **{
            f"joined_{number}_sha256": storage.hash_bytes(content)
            for number, content in enumerate(joined.values(), start=1)
        },
    }


def hash_code(stage: str) -> str:
    """Return one SHA-256 of the package, a notebook (by name) and the versions it runs with."""
    package = sorted(path for path in (HOUSE / "gpgp").rglob("*") if path.is_file())
    files = [path for path in package if path.suffix not in (".pyc", ".pyo")]
    files.append(HOUSE / "notebooks" / f"{stage}.ipynb")
    whole = hashlib.sha256(json.dumps(describe_environment()).encode())
    for path in files:
        whole.update(f"{path.relative_to(HOUSE).as_posix()}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def describe_environment() -> dict[str, str]:
    """Return the versions of Python and of the packages that results depend on."""
    return {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}


def _hash_text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")  # the same on every system, whatever its line ends
    return hashlib.sha256(text.encode()).hexdigest()


def _git(*words: str) -> str | None:
    if not (HOUSE / ".git").exists():
        return None
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours
            ["git", "-C", str(HOUSE), *words],  # noqa: S607 - git stands elsewhere on every system
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
