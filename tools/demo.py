"""`make demo`: the main job on the sample articles, command by command, as a reader of the README would type it."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KG = Path(sys.executable).with_name("kg")


def run(*arguments: str) -> None:
    """Show a command as one types it, run it, and stop the demo if it fails."""
    shown = " ".join(f"'{word}'" if " " in word else word for word in arguments)
    print(f"\n$ kg {shown}", flush=True)
    done = subprocess.run([KG, *arguments], cwd=ROOT)
    if done.returncode:
        sys.exit(f"the demo stopped: kg {arguments[0]} ended with exit status {done.returncode}")


def main() -> None:
    """Build the graph of the sample articles afresh; leave store, Turtle and HTML; print a report and an answer."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "demo")
    started = time.monotonic()
    if (ROOT / folder).exists():
        shutil.rmtree(ROOT / folder)
    (ROOT / folder).mkdir(parents=True)
    store = str(folder / "store")
    run("build", "data/articles", "--store", store)
    run("info", "--store", store)
    run("ask", "who-threatens-whom", "--store", store)
    run("query", "--store", store, QUESTION)
    run("export", "--store", store, "--format", "turtle", "-o", str(folder / "graph.ttl"))
    run("view", "--store", store, "-o", str(folder / "graph.html"), "--no-open")
    print(f"\nDone in {time.monotonic() - started:.0f} s. Everything is in {folder}/:")
    for name, what in (
        ("store", "the graph: ask it with  kg query --store " + store),
        ("graph.ttl", "the same as Turtle"),
        ("graph.html", "open it in a browser: click an edge to see who says so"),
    ):
        print(f"  {folder / name!s:<18} {what}")


QUESTION = """SELECT DISTINCT ?who ?did ?what WHERE {
  GRAPH <https://w3id.org/kg-news/graph/facts> { ?a ?p ?b }
  ?a rdfs:label ?who . ?b rdfs:label ?what . ?p rdfs:label ?did .
} ORDER BY ?who ?did ?what LIMIT 8"""

if __name__ == "__main__":
    main()
