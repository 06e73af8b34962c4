"""Notebook 06 in a real JupyterLab: each tab, each action once, nothing asked outside or saved."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from gpgp import report, storage, themes

from .conftest import NAME, ROOT, add_material

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.promises]
SETTINGS = {
    "notification": {"fetchNews": "false", "checkForUpdates": False},
    "themes": {"theme": "JupyterLab Light"},
}


def start_server(project, folder, *, theme="JupyterLab Light"):
    """Start JupyterLab on a project; returns its process and address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    for name, values in {**SETTINGS, "themes": {"theme": theme}}.items():
        (settings / f"{name}.jupyterlab-settings").write_text(json.dumps(values))
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
        "--allow-root", "--IdentityProvider.token=", f"--ServerApp.root_dir={project.root}",
        f"--LabApp.user_settings_dir={folder / 'settings'}",
        f"--LabApp.workspaces_dir={folder / 'workspaces'}",
    ]  # fmt: skip
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/api", timeout=2).read()
            return process, address
        except OSError:
            time.sleep(0.25)
    process.kill()
    raise AssertionError((folder / "log.txt").read_text())


def place_notebook(project, *, name=NAME, **changes):
    """Put notebook 06 into the project, set to its consultation."""
    text = (ROOT / "notebooks/06_decide_themes.ipynb").read_text(encoding="utf-8")
    notebook = json.loads(text)
    given = {"consultation": f'"{name}"', **changes}
    lines = notebook["cells"][1]["source"]
    for place, line in enumerate(lines):
        key, _, rest = line.partition(": ")
        if key in given:
            kind, _, _ = rest.partition(" = ")
            lines[place] = f"{key}: {kind} = {given[key]}  # set by the test\n"
    target = project.root / "notebooks" / "06_decide_themes.ipynb"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(notebook), encoding="utf-8")
    return target


class Stopwatch:
    """Actions of a person (a click, a key, a field filled in) and seconds, task by task."""

    def __init__(self):
        self.tasks = {}
        self.n_actions, self.started = 0, 0.0

    def act(self, n=1):
        self.n_actions += n

    def start(self):
        self.n_actions, self.started = 0, time.perf_counter()

    def stop(self, task):
        self.tasks[task] = self.n_actions, time.perf_counter() - self.started

    def __str__(self):
        rows = [f"{task:<24}{n:>8}{seconds:>10.1f}" for task, (n, seconds) in self.tasks.items()]
        return "\n".join([f"{'task':<24}{'actions':>8}{'seconds':>10}", *rows])


class Screen:
    """The editor as a person meets it."""

    def __init__(self, page, tab="themes"):
        self.page, self.watch = page, Stopwatch()
        self.editor = page.locator(f'.gpgp-editor [data-tab="{tab}"]')

    def open(self, address):
        self.page.goto(f"{address}/lab/tree/notebooks/06_decide_themes.ipynb")
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=40_000)
        self.page.get_by_text("| Idle").wait_for(timeout=40_000)
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self.editor.locator("li.comment").first.wait_for(timeout=60_000)

    def choose(self, theme):
        self.editor.locator(f'[data-theme="{theme}"]').click()
        self.editor.locator("li.comment").first.wait_for()

    def tick(self, n):
        boxes = self.editor.locator("li.comment input[type=checkbox]")
        for place in range(n):
            boxes.nth(place).check()
        self.editor.get_by_text(f"{n} ticked").first.wait_for()

    def decide(self, key, reason="Read twenty", **fields):
        """Press the key of an action, fill the form, and wait until the effect is shown."""
        n = self.editor.locator("li.step").count()
        for _ in range(20):  # a slow machine may still be drawing
            self.editor.locator('[aria-pressed="true"]').focus()
            self.page.keyboard.press(key)
            if self.editor.locator("form").count():
                break
            time.sleep(0.5)
        for label, value in fields.items():
            field = self.editor.locator("form").get_by_label(label.replace("_", " "), exact=False)
            is_list = field.evaluate("node => node.tagName") == "SELECT"
            field.select_option(value) if is_list else field.fill(value)
        self.editor.locator("form").get_by_label("Reason").or_(
            self.editor.locator("form").get_by_label("The note")
        ).fill(reason)
        self.editor.locator("form").get_by_label("Who decides").fill("officer")
        self.page.keyboard.press("Enter")
        self.wait_for(n + 1)

    def wait_for(self, n):
        """Wait until so many steps stand and the replay has been shown."""
        said = self.editor.get_by_role("status")
        for _ in range(150):
            if self.editor.locator("li.step").count() == n and "would change" in said.inner_text():
                return
            assert "wrong" not in (said.get_attribute("class") or ""), said.inner_text()
            time.sleep(0.1)
        raise AssertionError(said.inner_text())


@pytest.fixture(scope="module")
def lab(planted, tmp_path_factory):
    folder = tmp_path_factory.mktemp("jupyter")
    project = storage.Project(folder / "project")
    shutil.copytree(planted.root, project.root)
    add_material(project)
    place_notebook(project, n_themes='"3"', seed="1")
    process, address = start_server(project, folder)
    yield project, address
    process.terminate()
    process.wait(timeout=20)


def test_no_task_takes_more_than_five_actions(lab, chromium):
    """Steps and seconds (shown by -s); reason and role are those of the decision before."""
    project, address = lab
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    screen = Screen(page)
    screen.open(address)
    editor, watch, keys = screen.editor, screen.watch, page.keyboard
    people = editor.locator("li button.theme b").all_inner_texts()
    screen.choose("t01")
    screen.decide("t", reason="Read twenty")

    def click(locator):
        locator.click()
        watch.act()

    def press(key):
        keys.press(key)
        watch.act()

    def decided(n):
        screen.wait_for(n)

    watch.start()
    click(editor.locator('[data-theme="t02"]'))
    editor.get_by_role("heading", name=people[1]).wait_for()
    watch.stop("read a theme")

    watch.start()
    editor.get_by_label("Constituency").select_option("trade_unions")
    watch.act()
    editor.get_by_role("heading", name="20 comments").wait_for()
    watch.stop("filter")

    watch.start()
    click(editor.locator("[data-answers]").first)
    editor.locator(".answers").wait_for()
    watch.stop("one respondent")

    for task, key, fields in (
        ("rename", "r", {"New label": "Renamed"}),
        ("outside the draft", "x", {}),
        ("merge", "m", {"Theme": "t03"}),
    ):
        n = editor.locator("li.step").count()
        watch.start()
        click(editor.locator('[data-theme="t01"]'))
        editor.locator("li.comment").first.wait_for()
        press(key)
        for label, value in fields.items():
            field = editor.locator("form").get_by_label(label)
            is_list = field.evaluate("node => node.tagName") == "SELECT"
            field.select_option(value) if is_list else field.fill(value)
            watch.act()
        press("Enter")
        decided(n + 1)
        watch.stop(task)

        watch.start()
        editor.locator('[aria-pressed="true"]').focus()
        press("u")
        decided(n)
        watch.stop("undo")

    for task, key, label, value in (
        ("move", "v", "Theme", "t03"), ("split", "s", "Label of", "Split off"),
    ):  # fmt: skip
        n = editor.locator("li.step").count()
        screen.choose("t02")
        watch.start()
        click(editor.locator("li.comment input[type=checkbox]").first)
        press(key)
        field = editor.locator("form").get_by_label(label)
        field.select_option(value) if task == "move" else field.fill(value)
        watch.act()
        press("Enter")
        decided(n + 1)
        watch.stop(task)

    quotes = Cards(page, "quotes").open_tab("Quotes")
    quotes.editor.get_by_label("Your first name").fill("Ceri Rees")
    quotes.press("Escape", said="to decide")
    watch.start()
    n = len(quotes.editor.locator("li").all())
    press("a")
    quotes.editor.get_by_role("status").get_by_text("written to").wait_for()
    watch.stop("approve a quote")
    assert len(quotes.editor.locator("li").all()) == n - 1
    quotes.press("u", said="Undone.")
    context.close()
    storage.write_unsaved(project, NAME, "decisions.json", "")
    sys.stderr.write(f"\n{watch}\n")
    assert max(n for n, _ in watch.tasks.values()) <= 5
    assert set(watch.tasks) == {
        "read a theme", "filter", "one respondent", "rename", "outside the draft", "merge", "undo",
        "move", "split", "approve a quote",
    }  # fmt: skip


def test_every_action_in_a_real_jupyterlab(lab, chromium):
    project, address = lab
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    screen = Screen(context.new_page())
    screen.open(address)
    editor = screen.editor

    screen.choose("t01")
    screen.decide("a")
    screen.decide("r", New_label="Renamed: one")
    screen.decide("x")
    screen.decide("t", reason="Ask the unions")
    screen.tick(2)
    screen.decide("v", Theme="t02")
    screen.choose("t02")
    screen.tick(3)
    screen.decide("s", Label="Split off")
    screen.decide("n", Label="From words", Words="bus, fuel")
    screen.choose("t03")
    screen.tick(1)
    screen.decide("o")
    screen.tick(1)
    screen.decide("i", Theme="t01")
    screen.decide("m", Theme="t01")
    screen.choose("t02")
    screen.decide("d")
    screen.page.keyboard.press("u")
    screen.wait_for(10)
    screen.page.keyboard.press("y")
    screen.wait_for(11)
    rows = editor.locator("section:last-child tbody tr").all_inner_texts()
    preview = {row.split("\t")[0]: int(row.split("\t")[2]) for row in rows}
    violations = check_axe(screen.page)
    assert not violations, violations

    editor.get_by_role("button", name="Save").click()
    editor.get_by_role("status").get_by_text("Saved 11 decisions").wait_for(timeout=20_000)
    screen.page.keyboard.press("Control+s")
    notebook = project.root / "notebooks/06_decide_themes.ipynb"
    texts = storage.read_table(project, NAME, "comments")["text"]
    for _ in range(60):
        saved = notebook.read_text(encoding="utf-8")
        if "widget-view" in saved:
            break
        time.sleep(0.1)
    assert "widget-view" in saved
    assert not [text for text in texts if text in saved]
    assert [url for url in asked if "127.0.0.1" not in url.split("/")[2]] == []
    context.close()

    frame = themes.parse_code_frame(storage.read_coding(project, NAME, themes.FRAME_FILE))
    assert [one.do for one in frame.decisions] == [
        "accept", "rename", "outside_draft", "note", "move", "split", "new", "pin", "pin",
        "merge", "drop",
    ]  # fmt: skip
    members = themes.read_members(storage.read_coding(project, NAME, themes.MEMBERS_FILE))
    comments = storage.read_table(project, NAME, "comments")
    again = themes.find_themes(
        comments, themes=3, seed=1, checks=False, code_frame=frame, remembered=members
    )
    now = again.themes.set_index("label")["n_comments"]
    assert {label: n for label, n in preview.items() if n} == {
        label: now[label] for label, n in preview.items() if n
    }


class Cards(Screen):
    """A tab with a list and a card, used by keyboard only."""

    def open_tab(self, name):
        self.page.locator(".gpgp-editor").get_by_role("tab", name=name).click()
        self.editor.locator(".card .passage").first.wait_for(timeout=30_000)
        return self

    def press(self, *keys, said):
        """Press keys on the card and wait for what the live region says."""
        for key in keys:
            self.editor.locator(".card").focus()
            self.page.keyboard.press(key)
        self.editor.get_by_role("status").get_by_text(said).wait_for(timeout=20_000)


def test_words_quotes_and_codes_by_keyboard_in_a_real_jupyterlab(lab, chromium):
    project, address = lab
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    Screen(page).open(address)

    check_in = Cards(page, "check_in").open_tab("Check-in")
    check_in.editor.get_by_role("button", name="Cheif executive").click()
    check_in.press("a", said="is now a word for Chief executives' society")
    check_in.press("u", said="Undone.")
    check_in.editor.get_by_role("button", name="Cheif executive").click()
    check_in.press("a", said="is now a word for Chief executives' society")
    assert not check_axe(page)

    quotes = Cards(page, "quotes").open_tab("Quotes")
    quotes.editor.get_by_label("Wording").fill("We said so in Bath.")
    quotes.editor.locator("ins").first.wait_for()
    assert quotes.editor.locator("mark").all_inner_texts() == ["Bath"]
    quotes.editor.get_by_label("Your first name").fill("Ceri Rees")
    page.keyboard.press("Escape")
    quotes.press("a", said="1 approved, 0 declined")
    quotes.press("d", said="1 approved, 1 declined")
    quotes.press("u", said="1 approved, 0 declined")
    assert not check_axe(page)

    coding = Cards(page, "coding").open_tab("Coding")
    coding.press("1", said="1 of 20 coded")
    coding.press("Enter", "0", said="2 of 20 coded")
    assert not check_axe(page)
    context.close()

    aliases = storage.read_consultation(project, NAME).constituencies[0].aliases
    assert aliases[-1] == "Cheif executive"
    approved = report.read_approvals(storage.read_coding(project, NAME, report.QUOTES_FILE))
    assert [one.text for one in approved if one.is_approved] == ["We said so in Bath."]
    files = storage.read_coding_folder(project, NAME, themes.CODING_FOLDER)
    assert len(themes.read_coded(files).by_coder["coder_1"]) == 2


def check_axe(page):
    """Faults that axe finds in the editor."""
    axe_core = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe_core.Axe().run(page, context=".gpgp-editor").response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]
