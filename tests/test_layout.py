"""The house keeps its walls: who imports whom, who opens files, what rooms may be called."""

import ast
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
PACKAGE = HOUSE / "gpgp"
LEAVES = {
    "errors", "number_words", "parameters", "printed_text", "provenance", "instrument", "tables",
    "storage",
}  # fmt: skip
STAGES = {
    "hub",
    "intake",
    "cleaning",
    "themes",
    "agreement",
    "comparison",
    "minutes",
    "disclosure",
    "report",
    "release",
}
ALSO = {
    "report": {"disclosure"},
    "release": {"disclosure", "report"},
    "comparison": {"agreement", "themes"},
}  # in addition to leaves
# A user interface like the command line: it may use the rooms whose files it edits.
LAB_EDITS = {"intake", "cleaning", "themes", "report"}
FORBIDDEN_NAMES = {
    "utils",
    "helpers",
    "common",
    "misc",
    "base",
    "core",
    "old",
    "copy",
    "final",
    "new",
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            rooms |= {n.name.split(".")[1] for n in node.names if n.name.startswith("gpgp.")}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            if node.module == "gpgp":
                rooms |= {n.name for n in node.names}
            elif (node.module or "").startswith("gpgp."):
                rooms.add(node.module.split(".")[1])
    return rooms - {"__version__"}


def test_modules_keep_to_their_walls():
    for path in MODULES:
        room, imported = _room(path), _imported_rooms(path)
        if room in STAGES:
            allowed = LEAVES | {room} | ALSO.get(room, set())
            assert imported <= allowed, f"{path}: a stage imports leaves only"
        elif room in LEAVES:
            assert imported <= LEAVES, f"{path}: a leaf imports leaves only"
        elif room == "lab":
            assert imported <= LEAVES | {"lab"} | LAB_EDITS, path
        elif room == "runs":
            assert imported & STAGES <= {"disclosure", "report", "release"}, path
        elif room == "sample":
            assert imported <= LEAVES | {"sample"}, path


def test_a_module_is_about_one_noun():
    for path in MODULES:
        assert path.stem not in FORBIDDEN_NAMES, path
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 500, path


def test_every_top_level_room_is_known():
    rooms = {_room(path) for path in MODULES} - {"__init__", "__main__"}
    assert rooms == LEAVES | STAGES | {"lab", "runs", "cli", "sample"}


def test_only_storage_opens_files():
    """The package opens nothing elsewhere, but for its own templates and phrases."""
    methods = {"read_text", "read_bytes", "write_text", "write_bytes"}
    for path in MODULES:
        if _room(path) in {"storage", "provenance", "sample"} or path.name == "printing.py":
            continue  # printing: a page and its PDF in a folder that is gone when it is printed
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            call = ast.unparse(node.func)
            owner, _, method = call.rpartition(".")
            is_bundled = "TEMPLATE" in owner or owner.startswith("files(")
            is_file = method in methods and owner != "storage" and not is_bundled
            writes_frame = method in {"to_csv", "to_parquet", "to_excel"} and node.args
            assert call != "open", path
            assert not is_file, f"{path.name}: {call}"
            assert not writes_frame, f"{path.name}: {call}"


def test_no_unsafe_loader_is_called():
    unsafe = {
        "pickle.load", "pickle.loads", "joblib.load", "pd.read_pickle", "yaml.load",
        "yaml.unsafe_load", "yaml.full_load", "eval", "exec", "nltk.download",
    }  # fmt: skip
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in unsafe, path
                for keyword in node.keywords:
                    pair = (keyword.arg, ast.unparse(keyword.value))
                    assert pair not in {("escape", "False"), ("render_links", "True")}, path
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                assert node.value.attr != "style", f"{path}: pandas' Styler escapes nothing"
