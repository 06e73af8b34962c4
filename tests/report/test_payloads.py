"""No text can run in a report: payloads in every place a text can come from, in real Chromium."""

import itertools

import pytest
import yaml

from gpgp.instrument import parse_consultation
from gpgp.report import PROFILES, compose_board_report, compose_brief
from gpgp.report.render.export import check_markup

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</td></tr></table><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "{{7*7}}",
    "{% raw %}{{ cycler.__init__.__globals__ }}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "$5 and $10 \\frac{ a $^$ b",
    "<math><mtext><option><FAKE><script>alert(1)</script>",
]
SINKS = (
    "title", "organisation", "element", "wording", "priority", "constituency", "nation",
    "question", "scale", "officer", "theme", "keyword", "provenance",
)  # fmt: skip


def poison(consultation, tables, payloads):
    """Put payloads into everything an instrument, a theme or a comment can hold."""
    known = consultation.model_dump(mode="json", by_alias=True, exclude_unset=True)
    every = " ".join(payloads)
    turn = itertools.cycle(payloads)
    known["title"] = f"title {every}"
    known["organisation"] = f"organisation {every}"
    for name, noun in (("elements", "element"), ("priorities", "priority")):
        for item in known[name]:
            item["label"] = f"{noun} {item['code']} {next(turn)}"
            item["wording"] = f"wording {every}"
    for name, noun in (("constituencies", "constituency"), ("nations", "nation")):
        for place, group in enumerate(known[name]):
            group["label"] = f"{noun} {place} {next(turn)}"
            group["aliases"] = []
    for question in known["questions"]:
        question["text"] = f"question {every}"
    for place, point in enumerate(known["scales"]["agreement"]["points"]):
        point["label"] = f"scale {place} {next(turn)}"
    for key in ("purpose", "recommendation", "action", "financial_implications", "next_steps"):
        known["report"][key] = f"officer {every}"
    instrument = parse_consultation(yaml.safe_dump(known, sort_keys=False, allow_unicode=True))
    themes = tables["themes"].assign(
        label=[f"theme {i} {next(turn)}" for i in range(len(tables["themes"]))],
        keywords="|".join(f"keyword {payload}" for payload in payloads),
        is_owned=True,
    )
    comments = tables["comments"].assign(text=f"keyword {every}")
    return instrument, {**tables, "themes": themes, "comments": comments}


@pytest.fixture(scope="module", params=range(0, len(PAYLOADS), 5))
def poisoned(request, consultation, tables, export):
    """Five payloads, each in turn in every place; the page they make."""
    payloads = PAYLOADS[request.param : request.param + 5]
    instrument, stage = poison(consultation, tables, payloads)
    board = compose_board_report(
        stage, consultation=instrument, profile=PROFILES["board"],
        provenance={f"provenance {payload}": payload for payload in payloads},
    )  # fmt: skip
    return payloads, export(board.sections.values(), title=instrument.title)


def test_payloads_are_only_text(poisoned, chromium, tmp_path):
    payloads, html = poisoned
    page_file = tmp_path / "page.html"
    page_file.write_text(html, encoding="utf-8")
    context = chromium.new_context(bypass_csp=True)  # escaping alone must hold, without the policy
    page = context.new_page()
    dialogs, requests = [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(page_file.as_uri())
    page.mouse.move(200, 200)
    assert not dialogs
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    attributes = page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
        ".filter(a => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value)).length"
    )
    assert attributes == 0
    ours = "figure svg, td svg"  # drawings of the report itself hold shapes and no text
    drawn = page.locator(f"svg:not(:is({ours})), svg :not(rect, line, circle, path, g, polygon)")
    assert drawn.count() == 0
    assert page.locator("script, iframe, base, math, form, [autofocus]").count() == 0
    text = " ".join(page.evaluate("document.body.textContent + document.title").split())
    for sink in SINKS:
        assert sink in text.casefold()
    for payload in payloads:
        assert " ".join(payload.split()) in text
    context.close()


def test_the_policy_stops_what_gets_past_everything_else(poisoned, chromium, tmp_path):
    html = poisoned[1].replace("</main>", "<script>alert(1)</script><img src=x onerror=alert(1)>")
    page_file = tmp_path / "page.html"
    page_file.write_text(html, encoding="utf-8")
    page = chromium.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(page_file.as_uri())
    page.wait_for_timeout(200)
    assert not dialogs
    page.close()


def test_a_brief_is_only_text_too(consultation, tables):
    instrument, stage = poison(consultation, tables, PAYLOADS[:5])
    brief = compose_brief(
        stage, consultation=instrument, constituency_code="trade_unions", profile=PROFILES["public"]
    )
    html = check_markup(brief._repr_html_())
    assert "&lt;script&gt;alert(1)" in html
