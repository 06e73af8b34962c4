"""The last fence: markup that our renderer does not write is refused."""

import pytest

from gpgp.errors import ContractError
from gpgp.report.render.export import check_markup

REFUSED = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img alt="x" src="https://tracker.example/x.png">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="#a" onclick="alert(1)">x</a>',
    '<p style="background:url(https://x)">x</p>',
    '<picture><source media="screen" srcset="https://x/y.png 2x"></picture>',
    "<svg onload=alert(1)></svg>",
    "<iframe></iframe>",
    "<form></form>",
    '<meta http-equiv="refresh" content="0;url=https://x">',
    "<base href=https://x>",
    "<!-- hidden -->",
    "<!DOCTYPE html>",
    "<?php x ?>",
    "<![CDATA[x]]>",
    "<p><b>x</p></b>",
    "<p>x",
    "</p>",
]


@pytest.mark.parametrize("html", REFUSED)
def test_it_refuses(html):
    with pytest.raises(ContractError):
        check_markup(html)


def test_it_lets_pass_what_the_renderer_writes():
    html = (
        '<section class="report"><h2 id="a">A &amp; B</h2><p>x <a href="#table-t">Table 1</a></p>'
        '<p><a href="https://example.org/x?y=1">y</a></p></section>'
    )
    assert check_markup(html) == html


def test_a_refusal_never_repeats_the_text():
    with pytest.raises(ContractError) as fault:
        check_markup("<marquee secret=1>a respondent's words</marquee>")
    assert "respondent" not in str(fault.value)
    assert "secret" not in str(fault.value)
