"""What is declared, what is locked and what is installed agree."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import yaml

HOUSE = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (HOUSE / "requirements" / "lock.txt").read_text(encoding="utf-8")
NOT_ON_CONDA_FORGE = ("axe-playwright-python", "pyxform")
SECURITY_FLOORS = {
    "nbconvert": "7.17.1",
    "nltk": "3.10.0",
    "pandas": "3.1.0",
    "scikit-learn": "1.5.0",
}


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def test_environment_yml_names_the_same_packages_with_the_same_floors():
    listed = yaml.safe_load((HOUSE / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    names = [entry for entry in listed if isinstance(entry, str)]
    tests = PROJECT["optional-dependencies"]["test"]
    from_pip = [entry for entry in tests if entry.startswith(NOT_ON_CONDA_FORGE)]
    from_conda = [entry for entry in tests if entry not in from_pip]
    python = f"python{PROJECT['requires-python']}"
    assert names == [python, *PROJECT["dependencies"], *from_conda, "pip"]
    assert listed[-1] == {"pip": [*from_pip, "--no-deps -e ."]}


def test_the_mandated_packages_are_declared():
    declared = {re.match(r"[a-z0-9-]+", entry).group() for entry in PROJECT["dependencies"]}
    assert declared >= {"jupyterlab", "pandas", "matplotlib", "scikit-learn", "nltk", "papermill"}
    assert any(entry.startswith("pytest>=") for entry in PROJECT["optional-dependencies"]["test"])
    listed = (HOUSE / "environment.yml").read_text(encoding="utf-8")
    for name in (
        "jupyterlab",
        "pandas",
        "matplotlib",
        "scikit-learn",
        "nltk",
        "papermill",
        "pytest",
    ):
        assert f"\n  - {name}>=" in listed, name


def test_every_declared_package_is_locked_with_hashes_and_no_index():
    entries = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"], "flit-core"]
    for entry in entries:
        name = re.match(r"[a-z0-9-]+", entry).group()
        assert re.search(rf"^{name}==", LOCK, re.MULTILINE), name
    assert "://" not in LOCK
    pinned = re.split(r"\n(?=\S)", LOCK.strip())
    assert all("--hash=sha256:" in entry for entry in pinned)


def test_what_is_installed_is_at_or_above_the_security_floors():
    for name, floor in SECURITY_FLOORS.items():
        assert _numbers(version(name)) >= _numbers(floor), name


def test_what_is_installed_is_what_is_locked():
    for name in ("pandas", "scikit-learn", "nltk", "nbconvert", "papermill", "matplotlib"):
        assert f"{name}=={version(name)}" in LOCK, f"{name}: run python3 run.py to set up anew"
