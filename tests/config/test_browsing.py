"""The walk's small browser: it sends what a browser would send, and says where it cannot go on."""

import pytest

from config.browsing import DeadEndError, Form, Page, Visitor, _read

pytestmark = pytest.mark.once

PAGE = """<!doctype html><html><body>
<form action="/search/"><input type="search" name="q"></form>
<form action="/requests/new/" method="post">
<input type="hidden" name="token" value="t1"><input name="title" value="A &amp; B">
<input type="submit" name="no">
<textarea name="text">
 two
lines &lt;b&gt;</textarea>
<select name="one"><option value="a">A<option value="b">B</select>
<select name="marked"><option value="a">A<option value="b" selected>B</select>
<select name="many" multiple>
<option value="a" selected>A<option value="b">B<option value="c" selected>C</select>
<input type="radio" name="choice" value="x"><input type="radio" name="choice" value="y" checked>
<input type="checkbox" name="off"><input type="checkbox" name="on" checked>
</form><a href="/staff/1/">RQ <b>7</b></a><a href="https://else.example/">away</a></body></html>"""


@pytest.fixture
def page() -> Page:
    return _read("http://127.0.0.1:1/here/", 200, PAGE.encode())


def test_a_form_holds_what_a_browser_would_send(page: Page) -> None:
    assert page.form(to="/requests/new/") == Form(
        "/requests/new/",
        "post",
        {
            "token": ["t1"],
            "title": ["A & B"],
            "text": [" two\nlines <b>"],
            "one": ["a"],
            "marked": ["b"],
            "many": ["a", "c"],
            "choice": ["y"],
            "off": [],
            "on": ["on"],
        },
    )


def test_links_are_found_by_their_words_and_addresses(page: Page) -> None:
    assert page.link(to="/staff/", called="7") == "http://127.0.0.1:1/staff/1/"


def test_words_are_read_without_markup(page: Page) -> None:
    assert "RQ\n7" in page.text


@pytest.mark.parametrize("wanted", ["/nowhere/", "/staff/9/"])
def test_a_missing_link_is_a_dead_end(page: Page, wanted: str) -> None:
    with pytest.raises(DeadEndError, match=f"has no link '{wanted}'"):
        page.link(to=wanted)


def test_a_field_that_the_form_lacks_is_a_dead_end(page: Page) -> None:
    with pytest.raises(DeadEndError, match="has no field 'colour'"):
        Visitor("http://127.0.0.1:1").send(page, to="/requests/new/", filled={"colour": "red"})


def test_nobody_leaves_this_machine(page: Page) -> None:
    with pytest.raises(DeadEndError, match=r"https://else\.example/ leads away"):
        Visitor("http://127.0.0.1:1").get(page.link(to="else"))


def test_a_site_that_is_down_is_a_dead_end() -> None:
    with pytest.raises(DeadEndError, match="does not answer"):
        Visitor("http://127.0.0.1:1").get("/")
