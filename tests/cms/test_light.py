"""Data-light: a switch for all, a cookie only for whoever presses it, and pages still kept."""

import pytest
from django.test import Client

from cms import addresses, light
from tests.cms.test_responses import INDEX, _ask, _lesson, _signed_in
from tests.cms.test_responses import visitor as visitor

LIGHT = "Data-light mode is on."
SWITCH = "/en/data-light/"


def _press(client: Client, choice: str, back: str = INDEX, **headers: str) -> str:
    """Press the switch and return where it leads."""
    answer = client.post(SWITCH, {"light": choice, "next": back}, headers=headers)
    assert answer.status_code == 302
    return answer["Location"]


def test_a_mere_reader_gets_no_cookie_and_sees_where_the_switch_stands(visitor: Client) -> None:
    answer = visitor.get(INDEX)
    assert not visitor.cookies
    assert "Data-light mode is off." in answer.content.decode()
    assert f'action="{SWITCH}"' in answer.content.decode()


def test_the_switch_sets_one_cookie_of_this_site_and_leads_back(visitor: Client) -> None:
    assert _press(visitor, "on", f"{INDEX}?page=2") == f"{INDEX}?page=2"
    assert list(visitor.cookies) == [light.COOKIE]
    cookie = visitor.cookies[light.COOKIE]
    assert (cookie.value, cookie["samesite"], cookie["path"]) == ("on", "Lax", "/")
    assert LIGHT in visitor.get(INDEX).content.decode()


def test_turning_it_off_leaves_no_cookie_behind(visitor: Client) -> None:
    _press(visitor, "on")
    _press(visitor, "off")
    assert visitor.cookies[light.COOKIE]["max-age"] == 0
    assert LIGHT not in Client().get(INDEX).content.decode()


def test_a_browser_that_saves_data_is_obeyed_until_the_reader_says_otherwise(
    visitor: Client,
) -> None:
    saving = {"Save-Data": "on"}
    assert LIGHT in visitor.get(INDEX, headers=saving).content.decode()
    _press(visitor, "off", **saving)
    assert visitor.cookies[light.COOKIE].value == "off"
    assert LIGHT not in visitor.get(INDEX, headers=saving).content.decode()
    _press(visitor, "on", **saving)
    assert visitor.cookies[light.COOKIE]["max-age"] == 0


ELSEWHERE = [
    "",
    "https://elsewhere.example/en/x/",
    "//elsewhere.example/en/",
    "/\\elsewhere.example/en/",
    "/admin/",
    "javascript:x",
    "/en/\n/x/",
    "http:/en/courses/x",
    "/en//../\\evil",
]


@pytest.mark.parametrize("back", ELSEWHERE)
def test_the_switch_leads_to_pages_of_this_site_only(visitor: Client, back: str) -> None:
    found = _press(visitor, "on", back)
    assert found.startswith("/en/")
    assert "elsewhere" not in found
    assert addresses.own_path(found, host="testserver")


def test_a_link_cannot_press_the_switch(visitor: Client) -> None:
    assert visitor.get(SWITCH, {"light": "on"}).status_code == 405
    assert not visitor.cookies


def test_light_pages_are_kept_apart_for_cookie_and_header_alike(visitor: Client) -> None:
    address = _lesson().url
    whole, _ = _ask(visitor, address)
    chosen = Client()
    chosen.cookies[light.COOKIE] = "on"
    drawn, some = _ask(chosen, address)
    kept, none = _ask(chosen, address)
    by_header, still_none = _ask(Client(), address, **{"Save-Data": "on"})
    assert (some > 0, none, still_none) == (True, 0, 0)
    assert drawn.content == kept.content == by_header.content != whole.content
    assert not kept.cookies
    chosen.cookies[light.COOKIE] = "off"
    again, queries = _ask(chosen, address, **{"Save-Data": "on"})
    assert (again.content, queries) == (whole.content, 0)


def test_caches_on_the_way_are_told_what_a_page_hangs_on(visitor: Client) -> None:
    for _time in range(2):
        vary = {name.strip() for name in visitor.get(INDEX)["Vary"].split(",")}
        assert {"Cookie", "Save-Data", "Accept-Encoding"} <= vary


def test_the_cookie_of_the_switch_opens_nothing_kept_to_somebody_signed_in(visitor: Client) -> None:
    _ask(visitor, INDEX)
    learner = _signed_in()
    learner.cookies[light.COOKIE] = "on"
    answer, queries = _ask(learner, INDEX)
    assert queries > 0
    assert LIGHT in answer.content.decode()
    assert "/en/desk/" in answer.content.decode()


def test_a_light_lesson_loads_no_picture_and_says_what_it_leaves_out(visitor: Client) -> None:
    for reader in (visitor, _signed_in()):
        whole = reader.get(_lesson().url).content.decode()
        page = reader.get(_lesson().url, headers={"Save-Data": "on"}).content.decode()
        assert "<img" in whole
        assert "<img" not in page
        assert "Image: English alt" in page
        assert "<figcaption>English caption</figcaption>" in page
        assert ".svg" in page
        assert "Show the image (<bdi>1\N{NO-BREAK SPACE}kB</bdi>)" in page
        assert "<img" in reader.get(_lesson().url).content.decode()


def test_every_language_has_the_switch(visitor: Client) -> None:
    page = visitor.get("/ar/courses/", headers={"Save-Data": "on"}).content.decode()
    assert 'action="/ar/data-light/"' in page
    assert 'value="off"' in page
