"""The page: template, style and scripts of ``assets/`` and vis-network, put together in one file without requests."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from importlib.resources import files

_SCRIPTS = ("data", "theme", "graph", "labels", "panel", "filters", "search", "main")


def page(*, title: str, data: str, vis_network: str) -> str:
    """The HTML of the page.

    ``data`` is JSON that is safe inside a script element.  The content security policy allows the page's own two
    scripts and its style by their hashes, and nothing else: no request, no other script, no form, no frame.
    """
    style = _asset("view.css")
    script = _own_script()
    parts = {
        "policy": _policy(scripts=(vis_network, script), styles=(style,)),
        "title": html.escape(_printable(title)),
        "style": style,
        "data": data,
        "vis": vis_network,
        "script": script,
    }
    return re.sub(r"\{\{ (\w+) \}\}", lambda found: parts[found[1]], _asset("view.html"))


def _own_script() -> str:
    """The scripts in one closed scope, in the order of what they need."""
    sources = "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{sources}}})();\n'


def _asset(name: str) -> str:
    return (files("kg.view") / "assets" / name).read_text(encoding="utf-8")


def _policy(*, scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hashes(sources: tuple[str, ...]) -> str:
    digests = (base64.b64encode(hashlib.sha256(source.encode()).digest()).decode() for source in sources)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _printable(text: str) -> str:
    """Without lone surrogates, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
