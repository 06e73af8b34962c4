"""The form as somebody meets it: typed in a real browser, by keyboard, read back to the letter."""

from pathlib import Path

import pytest
from round_trips import assert_same, link, make_answers

from gpgp import cli, hub, intake
from gpgp.hub.questionnaire import make_questionnaire
from gpgp.instrument import parse_consultation

pytestmark = pytest.mark.browser

SECOND = (Path(__file__).parent / "second.yaml").read_text(encoding="utf-8")
SURVEY = make_questionnaire(parse_consultation(SECOND), language="en")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub")
    for kind in ("html", "form"):
        for name, content in hub.write_hub(parse_consultation(SECOND), kind).items():
            (folder / name).write_bytes(content)
    return folder


def open_page(chromium, path, **options):
    context = chromium.new_context(**options)
    page = context.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda fault: messages.append(str(fault)))
    page.on("request", lambda request: messages.append(request.url))
    page.goto(path.as_uri())
    assert messages == [path.as_uri()]  # one file, no fault, nothing loaded
    return context, page


def type_in(page, survey, row):
    """Answer every question that is asked, as a person with a mouse does."""
    for field in survey.fields:
        answer = row[field.id]
        values = {option.code: option.value for option in field.options}
        if not answer:
            continue
        if field.kind == "one":
            page.locator(f'#q-{field.id} input[value="{values[answer]}"]').check()
        elif field.kind == "several":
            for code in answer:
                page.locator(f'[name="{field.id}.{code}"]').check()
        elif field.kind in ("grid", "rank"):
            for code, said in answer.items():
                value = values[said] if field.kind == "grid" else str(said)
                page.locator(f'[name="{field.id}.{code}"]').select_option(value)
        else:
            page.locator(f'[name="{field.id}"]').fill(answer)
    page.locator("button[type=submit]").click()
    assert page.locator("#problems").is_hidden()


def save(page, kind, folder):
    with page.expect_download() as waiting:
        page.locator(f"#save-{kind}").click()
    path = folder / f"{kind}_{waiting.value.suggested_filename}"
    waiting.value.save_as(path)
    return path


def test_25_typed_respondents_are_linked_checked_and_what_they_were(chromium, pages, tmp_path):
    answers = make_answers(SURVEY, 25, seed=9)
    files = []
    for name, part in (("form.html", answers[:18]), ("form.cy.html", answers[18:])):
        context, page = open_page(chromium, pages / name)
        for row in part:
            type_in(page, SURVEY, row)
        files.append(save(page, "csv", tmp_path).rename(tmp_path / f"{name}.csv"))
        as_json = save(page, "json", tmp_path).read_bytes()
        context.close()
        consultation, received, _ = link(SECOND, "answers.json", as_json)
        assert_same(consultation, received, SURVEY, part)
    project = tmp_path / "project"
    place = project / "data" / "raw" / "second" / "consultation.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(SECOND, encoding="utf-8")
    options = ["--project", str(project)]
    assert cli.main(["link", "second", *map(str, files), *options]) == 0
    assert cli.main(["check", "second", *options]) == 0
    consultation = parse_consultation(place.read_text(encoding="utf-8"))
    received = intake.read_responses(
        place.with_name("collected_responses.csv").read_bytes(),
        consultation=consultation,
        file_name="collected_responses.csv",
    )
    assert_same(consultation, received, SURVEY, answers)


def test_the_form_is_filled_in_by_keyboard_only(chromium, pages, tmp_path):
    context, page = open_page(chromium, pages / "form.html")
    keys = page.keyboard

    def tab_to(selector):
        for _ in range(60):
            keys.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"Tab does not reach {selector}")

    keys.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    tab_to("#q-agreed input")
    keys.press("Space")
    tab_to("#q-who input")
    keys.press("ArrowDown")  # from nothing chosen to the next: businesses
    tab_to('[name="used.parks"]')
    keys.press("Space")
    tab_to('[name="matters.speed"]')
    keys.press("ArrowDown")
    tab_to('[name="matters.price"]')
    keys.type("Very")
    for name, presses in (("roads", 2), ("schools", 1)):
        tab_to(f'[name="first.{name}"]')
        for _ in range(presses):
            keys.press("ArrowDown")
    tab_to("button[type=submit]")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "save-csv"
    assert page.locator("#count").inner_text().startswith("Responses finished on this computer: 1.")
    _, received, _ = link(SECOND, "a.csv", save(page, "csv", tmp_path).read_bytes())
    row = received.rows.iloc[0]
    assert row["who"] in ("Residents, tenants", "Businesses")
    assert (row["used.parks"], row["used.bins"]) == ("1", "")
    assert (row["matters.speed"], row["matters.price"]) == ("Not important", "Very important")
    assert (row["first.roads"], row["first.schools"], row["first.care"]) == ("2", "1", "")
    context.close()


def test_what_is_missing_too_much_or_twice_is_said_and_the_draft_is_kept(chromium, pages):
    context, page = open_page(chromium, pages / "form.html")
    page.locator("button[type=submit]").click()
    problems = page.locator("#problems li").all_inner_texts()
    assert problems == [
        "Please answer: Do you agree to take part?",
        "Please answer: Who are you?",
        "Please answer: How important are these?",
    ]
    assert page.evaluate("document.activeElement.id") == "problems"
    for code in ("bins", "parks", "libraries"):
        page.locator(f'[name="used.{code}"]').check()
    for code in ("roads", "care"):
        page.locator(f'[name="first.{code}"]').select_option("1")
    page.locator("button[type=submit]").click()
    problems = page.locator("#problems li").all_inner_texts()
    assert "Please choose no more than 2: Which do you use? Choose up to two." in problems
    assert "Please give each place once: What should come first?" in problems
    page.reload()
    assert page.locator('[name="used.bins"]').is_checked()
    assert page.locator("#q-name").is_hidden()
    page.locator('#q-kind input[value="An organisation; a group"]').check()
    assert page.locator("#q-name").is_visible()
    page.locator('[name="name"]').fill("A school")
    page.locator('#q-kind input[value="Myself"]').check()  # what is no longer asked is not said
    assert "A school" not in page.evaluate("localStorage.getItem(form.dataset.key + '.draft')")
    page.locator("#clear").click()
    assert page.locator('[name="used.bins"]').is_checked()
    page.locator("#clear").click()
    assert not page.locator('[name="used.bins"]').is_checked()
    context.close()


@pytest.mark.parametrize("name", ["document.html", "form.html", "form.cy.html"])
@pytest.mark.parametrize(("width", "scheme"), [(1000, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium, pages, name, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    size = {"width": width, "height": 900}
    context, page = open_page(
        chromium, pages / name, viewport=size, bypass_csp=True, color_scheme=scheme
    )
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    if name == "form.html":
        page.locator("button[type=submit]").click()
    found = axe.Axe().run(page).response
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
    assert [rule["id"] for rule in found["incomplete"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_a_changed_script_does_not_run(chromium, pages, tmp_path):
    page_text = (pages / "form.html").read_text(encoding="utf-8")
    changed = tmp_path / "changed.html"
    script = page_text.replace('"use strict";', '"use strict"; document.title = "changed";')
    changed.write_text(script, encoding="utf-8")
    page = chromium.new_page()
    page.goto(changed.as_uri())
    assert "changed" not in page.title()
    page.close()
