"""The page in a browser: what a reader sees, clicks and types."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from kg.graph import GraphView
from kg.model import Attribution, Detail, Document, Entity, Literal, Statement
from kg.view.picture import actors, standing
from tests.browser.conftest import Open
from tests.browser.story import DOCUMENTS, ENTITIES, evidence, statement, story

pytestmark = pytest.mark.browser

PAIR = GraphView(
    (
        statement("Elena_Marsh", "accuse", "Veskia",
                  evidence("norland-1", "Marsh accused Veskia of using gas as a weapon.", "accused",
                           by=("Wire North", "Elena Marsh")),
                  relation="accuses", event="ACCUSE", time="2025-03-05"),
        statement("Elena_Marsh", "praise", "Veskia",
                  evidence("wire-1", "“I did not praise them,” Marsh said.", "did not praise", by=("Elena Marsh",)),
                  polarity="negative"),
    ),
    {entity.id: entity for entity in ENTITIES if entity.id in ("Elena_Marsh", "Veskia", "Wire_North")},
    {document.id: document for document in DOCUMENTS},
)  # fmt: skip


def sweep(page: Any, *, down: bool) -> None:
    """Move the pointer through the middle of the stage, from the top or the left, and click the first thing it is over.

    From the top that is the edge between the only two nodes of a picture, from the left one of the two.
    """
    box = page.locator("#graph").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for step in range(60, int(box["height"] if down else box["width"]), 3):
        x, y = (x, box["y"] + step) if down else (box["x"] + step, y)
        page.mouse.move(x, y)
        if page.locator("#graph.over").count():
            page.mouse.click(x, y)
            return
    pytest.fail("nothing under the pointer")


def facets(found: Statement) -> dict[str, set[str]]:
    """By what the legend filters a statement; of its publishers one is enough."""
    view = story()
    publishers = {view.documents[item.document].publisher or "" for item in found.evidence}
    return {
        "types": {view.entities[id_].type for id_ in actors(found)},
        "standings": {standing(found)},
        "publishers": publishers if len(publishers) == 1 else set(),
        "events": {found.event or ""},
    }


def search(page: Any, text: str) -> None:
    page.fill("#search", text)
    page.keyboard.press("Enter")


def panel(page: Any) -> str:
    return re.sub(r"\s+", " ", page.inner_text("#panel-body"))


def test_a_newcomer_sees_title_numbers_a_hint_and_the_statements(open_view: Open) -> None:
    page = open_view(story(), title="The Skarn gas dispute")
    assert page.inner_text("h1") == "The Skarn gas dispute"
    assert re.sub(r"\s+", " ", page.inner_text("#summary")) == (
        "28 entities · 44 statements · 7 articles · 4 publishers · 3 – 17 Mar 2025"
    )
    assert "who says so" in page.inner_text("#hint")
    assert page.locator("#panel .statement").count() == 44


def test_clicking_an_edge_shows_the_sentences_and_who_says_so(open_view: Open) -> None:
    page = open_view(PAIR)
    sweep(page, down=True)
    shown = panel(page)
    assert page.locator("#panel .card").count() == 2
    assert "Marsh accused Veskia of using gas as a weapon." in shown
    assert "Norland Daily, 5 Mar 2025" in shown
    assert "According to Wire North, citing Elena Marsh" in shown
    assert "Denied: the text says it is not so" in shown
    assert page.locator("mark").first.inner_text() == "accused"
    assert page.locator(".article a").first.get_attribute("href") == "https://norland-daily.example/marsh-pipeline"
    assert page.is_hidden("#hint")


def test_clicking_a_node_shows_who_it_is_and_its_statements(open_view: Open) -> None:
    page = open_view(PAIR)
    sweep(page, down=False)
    assert page.inner_text("#panel h2.name") in ("Elena Marsh", "Veskia")
    page.locator("#panel .statement").first.click()
    assert page.locator("#panel blockquote").count() == 1


def test_search_suggests_by_alias_and_opens_with_the_keyboard(open_view: Open) -> None:
    page = open_view(story())
    page.keyboard.press("/")
    page.keyboard.type("karsk")
    assert page.locator("#suggestions [role=option]").first.inner_text().startswith("Veskia")
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "suggestion-0"
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2.name") == "Veskia"
    assert page.get_attribute(".links a", "href") == "https://www.wikidata.org/wiki/Q900002"
    page.keyboard.press("Escape")
    assert page.locator("#panel .statement").count() == 44


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("4.2 billion", "Borealis Gas is worth 4.2 billion crowns"),  # literal objects
        ("Maribo Summit ended", "manner without a deal"),  # one-place statements
        ("if wages rise", "Condition: if wages rise"),
        ("would not lift", "According to Wire North, citing a diplomat"),
        ("anonymity", "Unknown publisher, 17 Mar 2025"),
    ],
)
def test_every_kind_of_statement_is_found_and_shown(open_view: Open, words: str, expected: str) -> None:
    page = open_view(story())
    search(page, words)
    assert expected in panel(page)


def test_a_speaker_shows_what_it_says(open_view: Open) -> None:
    page = open_view(story())
    search(page, "Danica Vol")
    assert "AS A SOURCE, IT SAYS" in panel(page).upper()
    assert "does not cut flow through" in panel(page)


def test_contradicting_statements_stand_side_by_side(open_view: Open) -> None:
    page = open_view(story())
    search(page, "has not cut a single")
    assert "BETWEEN THE SAME TWO" in panel(page).upper()


@pytest.mark.parametrize(
    ("facet", "name"), [("types", "Person"), ("standings", "fact"), ("publishers", "Wire North"), ("events", "CONSULT")]
)
def test_legend_rows_filter(open_view: Open, facet: str, name: str) -> None:
    page = open_view(story())
    left = sum(name not in keys[facet] for keys in map(facets, story().statements))
    page.locator("details").evaluate("item => { item.open = true; }")
    box = page.locator(f"input[data-facet={facet}][data-name='{name}']")
    box.uncheck()
    assert page.locator("#panel .statement").count() == left
    box.check()
    assert page.locator("#panel .statement").count() == 44


def test_only_leaves_one_row_and_show_all_brings_the_rest_back(open_view: Open) -> None:
    page = open_view(story())
    page.get_by_role("button", name="Only Denied").click()
    assert page.locator("#panel .statement").count() == 3
    page.click("#reset")
    assert page.locator("#panel .statement").count() == 44


def test_filtering_everything_away_says_so(open_view: Open) -> None:
    page = open_view(PAIR)
    for box in page.locator("input[data-facet=types]").all():
        box.uncheck()
    assert page.is_visible("#nothing")
    page.click("#nothing-reset")
    assert page.is_hidden("#nothing")


def test_dark_mode_follows_the_system_and_the_button(open_view: Open) -> None:
    page = open_view(PAIR, color_scheme="dark")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.click("#theme")
    assert page.get_attribute("html", "data-theme") == "light"
    assert page.get_attribute("#theme", "aria-pressed") == "false"


def test_the_rest_of_a_large_graph_is_found_and_drawn(open_view: Open) -> None:
    page = open_view(story(), limit=5)
    assert "showing 5 of 28 entities – search finds the rest" in page.inner_text("#summary")
    page.fill("#search", "Jonas")
    assert "not drawn yet" in page.locator("#suggestions li").first.inner_text()
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2.name") == "Jonas Lind"
    page.get_by_role("button", name=re.compile("more connections in the picture")).click()
    assert page.locator("#panel .action").count() == 0


def test_the_newest_reports_come_first_whatever_dates_they_speak_of(open_view: Open) -> None:
    later, sooner = (
        replace(DOCUMENTS[0], id="later", published="2025-04-02"),
        replace(DOCUMENTS[0], id="sooner", published="2025-04-01"),
    )
    found = (
        statement("Veskia", "plan", "Norland", evidence("sooner", "It plans until 2090.", "plans"), time="2090"),
        statement("Veskia", "meet", "Norland", evidence("later", "They meet.", "meet"), time="2025-04-01"),
        statement("Veskia", "leave", "Norland", evidence("later", "It left.", "left"), time="2025-04-02"),
    )
    page = open_view(
        GraphView(found, {entity.id: entity for entity in ENTITIES}, {item.id: item for item in (later, sooner)})
    )
    said = [item.split("\n") for item in page.locator("#panel .statements li").all_inner_texts()]
    assert [" ".join(item[:-1]).split()[1] for item in said] == ["leaves", "meets", "plans"]
    assert said[2][-1].startswith("2090 · reported 1 Apr 2025")


@pytest.mark.parametrize("key", ["ArrowLeft", "+", "-", "0"])
def test_the_picture_takes_keys(open_view: Open, key: str) -> None:
    page = open_view(PAIR)
    page.focus("#graph")
    before = page.locator("#graph canvas").screenshot()
    if key == "0":
        page.keyboard.press("-")
    page.keyboard.press(key)
    page.wait_for_timeout(100)
    assert (page.locator("#graph canvas").screenshot() == before) is (key == "0")


def test_everything_that_acts_has_a_name(open_view: Open) -> None:
    page = open_view(story())
    search(page, "has not cut")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, a, [role]")].filter((item) =>
             !(item.textContent.trim() || item.ariaLabel || item.labels?.length)).map((item) => item.outerHTML)"""
    )
    assert nameless == []


def test_on_a_phone_nothing_sticks_out_and_the_sheet_opens(open_view: Open) -> None:
    page = open_view(story(), width=390, height=780)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click("#open-filters")
    page.click(".close")
    page.click("#sheet")
    assert page.get_attribute("#sheet", "aria-expanded") == "true"
    page.locator("#panel .statement").first.click()
    assert page.locator("#panel blockquote").is_visible()


def test_an_empty_graph_says_so(open_view: Open) -> None:
    page = open_view(GraphView())
    assert "The graph is empty" in page.inner_text("#nothing")


# --- hostile strings ----------------------------------------------------------------------------------------------

HOSTILE = (
    "<script>document.title='hacked'</script>",
    "</script><script>document.title='hacked'</script>",
    "<img src=x onerror=\"document.title='hacked'\">",
    "<svg onload=document.title='hacked'>",
    "javascript:document.title='hacked'",
    "\"><a href='javascript:document.title=1'>x</a>",
    "{{ data }} ${document.title='hacked'} {{constructor.constructor('return 1')()}}",
    "‮txet siht‬ שלום العربية",
    "👩🏽‍🚀🇺🇦 Ẑ̴̛̞a̷l̶g̵o̴ \u2028\u2029",
    "long " * 2000,
    "x" * 10_000,
    "__proto__",
    "\x00\x07 <!-- --> ]]> &lt;b&gt; \ud800",
)


def hostile_view(text: str) -> GraphView:
    found = replace(
        evidence(
            "d", text, text, details=(Detail("topic", text, text), Detail("location", text)), condition=text, when=text
        ),
        attribution=(Attribution(text, text, text), Attribution(text)),
    )
    two = text + "'"
    entities = {
        text: Entity(text, text, "Person", (text, two), wikidata=text, wikipedia=text),
        two: Entity(two, two, text, wikipedia="javascript:alert(1)"),
    }
    said = (
        replace(statement(text, text, two, found, event=text, time=text), id=text),
        statement(text, "be", Literal(text), found),
        statement(text, text, None, replace(found, attribution=())),
    )
    return GraphView(said, entities, {"d": Document("d", text, text, text, text, url=text)})


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12].encode("ascii", "ignore").decode())
def test_hostile_strings_are_shown_as_text_and_never_run(open_view: Open, text: str) -> None:
    page = open_view(hostile_view(text), title=text)
    sweep(page, down=True)
    assert page.locator("#panel .card").count() == 1
    page.click(".back")
    for number in range(3):
        page.locator("#panel .statement").nth(number).click()
        assert page.locator("#panel .evidence").count() == 1
        page.click(".back")
    search(page, text.replace("\x00", "")[:60])
    assert page.locator("#panel h2").count() == 1
    assert page.title() != "hacked"
    assert page.locator("script").count() == 3
    assert page.locator("img, iframe, object, embed, [onerror], [onload]").count() == 0
    assert page.locator("a[href^='javascript' i]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
