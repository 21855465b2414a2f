"""A headless Chromium without a network, and pages that must stay silent: no request, no error on the console."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.graph import GraphView
from kg.view import write

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def outside(address: str) -> list[str]:
    return [] if address.startswith(("file:", "data:")) else [address]


@pytest.fixture
def open_view(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a graph's page; afterwards fails if any page asked for something or reported an error."""
    troubles: list[str] = []
    contexts: list[Any] = []

    def open_page(
        view: GraphView, *, title: str = "A story", width: int = 1280, height: int = 800, **options: Any
    ) -> Any:
        path = write(view, tmp_path / f"view{len(contexts)}.html", title=title, limit=options.pop("limit", 300))
        context = chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda found: troubles.extend(outside(found.url)))
        page.on("console", lambda found: troubles.extend([found.text] if found.type in ("error", "warning") else []))
        page.on("pageerror", lambda found: troubles.append(str(found)))
        page.on("dialog", lambda found: troubles.append(f"dialog {found.message}"))
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
