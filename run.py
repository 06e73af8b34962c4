"""From a fresh clone to a report, the tests or JupyterLab. Needs nothing but Python.

    python3 run.py report      the whole analysis of the bundled consultation, then its report
    python3 run.py test        all tests
    python3 run.py lint        style, formatting and types, nothing changed
    python3 run.py lab [NAME]  JupyterLab on copies of the notebooks, in data/processed/NAME/copies/
    python3 run.py ...         anything else is a command of gpgp, for instance: check great_people

The first call makes .venv and installs requirements/lock.txt; later calls start at once. In a clone
it also tells git to leave the outputs of notebooks out: they hold what respondents wrote.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent
VENV = HOUSE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = HOUSE / "requirements" / "lock.txt"
STAMP = VENV / "gpgp-stamp.txt"
OLDEST, NEWEST = (3, 11), (3, 13)
TESTED = "python3.13"


def main(words):
    """Set up if need be, then run the command."""
    if words and words[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    set_up()
    filter_notebooks(HOUSE, PYTHON)
    if words[:1] == ["test"]:
        return call([PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", *words[1:]])
    if words[:1] == ["lint"]:
        return check_code(PYTHON)
    if words[:1] == ["lab"]:
        named = len(words) > 1 and not words[1].startswith("-")
        name = words[1] if named else "great_people"
        place = copy_notebooks(HOUSE, name).relative_to(HOUSE).as_posix()
        url = f"--ServerApp.default_url=/lab/tree/{place}"
        rest = words[2 if named else 1 :]
        return call([PYTHON, "-m", "jupyter", "lab", "--notebook-dir", HOUSE, url, *rest])
    if words[:1] == ["report"] and (len(words) == 1 or words[1].startswith("-")):
        words = ["report", "great_people", *words[1:]]
    return call([PYTHON, "-m", "gpgp", *(words or ["--help"])])


def check_code(python):
    """Run ruff and mypy on the house, all of them, and return the first code that is not 0."""
    checks = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy", "gpgp"))
    codes = [call([python, "-m", *words], cwd=HOUSE) for words in checks]
    return next(filter(None, codes), 0)


def filter_notebooks(house, python):
    """Tell git, in this clone alone, to take outputs out of notebooks that are added."""
    if not (house / ".git").exists() or not shutil.which("git"):
        return
    keys = "metadata.papermill metadata.language_info metadata.widgets cell.metadata.papermill"
    clean = (
        f'"{Path(python).as_posix()}" -m nbstripout --keep-id --extra-keys "{keys}" '
        "--drop-tagged-cells injected-parameters"
    )
    settings = {"clean": clean, "smudge": "cat", "required": "true"}
    for key, value in settings.items():
        command = ["git", "-C", str(house), "config", "--local", f"filter.notebooks.{key}", value]
        subprocess.run(command, check=False, capture_output=True)


def copy_notebooks(house, name):
    """Copy the notebooks to where git does not look; copies that are there are kept."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,59}", name):
        stop("lab: expected the name of a consultation, such as great_people.")
    work = house / "data" / "processed" / name / "copies"
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    for source in sorted((house / "notebooks").glob("*.ipynb")):
        if (work / source.name).exists():
            continue
        notebook = json.loads(source.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if "parameters" in cell["metadata"].get("tags", []):
                cell["source"] = [
                    re.sub(r'^(consultation: str = )"[^"]*"', rf'\1"{name}"', line)
                    for line in cell["source"]
                ]
        text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
        (work / source.name).write_text(text, encoding="utf-8")
    return work


def call(command, *, cwd=None):
    """Run a command in the foreground and return its exit code."""
    try:
        return subprocess.run([str(word) for word in command], check=False, cwd=cwd).returncode
    except KeyboardInterrupt:
        return 130


def set_up():
    """Make the environment, unless the one there is stamped with this lock and this Python."""
    version = "{}.{}".format(*sys.version_info[:2])
    if sys.version_info[:2] < OLDEST:
        stop(
            f"needs Python 3.11 or newer, this is {version}; call run.py with another one, for "
            f"instance {TESTED} run.py report."
        )
    stamp = expected_stamp()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == stamp and PYTHON.is_file():
        return
    if sys.version_info[:2] > NEWEST:
        print(f"run.py: not tested with Python {version}; trying it.", file=sys.stderr, flush=True)
    print("Setting up .venv (once; about two minutes) ...", file=sys.stderr, flush=True)
    make_environment()
    pip("--require-hashes", "-r", str(LOCK))
    pip("--no-deps", "--no-build-isolation", "--no-index", "-e", str(HOUSE))
    STAMP.write_text(stamp, encoding="utf-8")


def expected_stamp():
    """Return what the environment is made from, as one line."""
    text = LOCK.read_text(encoding="utf-8") + (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{hashlib.sha256(text.encode()).hexdigest()} {version} {HOUSE}"


def make_environment():
    """Make .venv anew."""
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        stop("this Python cannot make environments; on Debian or Ubuntu: apt install python3-venv.")
    STAMP.unlink(missing_ok=True)
    venv.EnvBuilder(with_pip=True, clear=True).create(VENV)


def pip(*words):
    """Install with pip; on failure say why in one line and keep pip's words in a file."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-q", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    log = VENV / "pip-log.txt"
    log.write_text(done.stdout + done.stderr, encoding="utf-8")
    signs = ("NewConnectionError", "Temporary failure", "ConnectTimeout", "Could not find a vers")
    if any(sign in done.stderr for sign in signs):
        stop("no package index can be reached; the first set-up needs one. See .venv/pip-log.txt")
    hint = ""
    if sys.version_info[:2] > NEWEST:
        hint = f" A tested version of Python: {TESTED} run.py report"
    stop("the packages could not be installed; .venv/pip-log.txt says why." + hint)


def stop(message):
    """End with one clear line."""
    sys.exit("run.py: " + message)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
