"""A build that kills itself (SIGKILL) just after the nth call of one of its steps: ``STORE FOLDER STEP N``.

Without STEP it is an undisturbed build; STEP "wait" makes it tell how far it has come, and wait a little each time.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import kg.builder
from kg.archive import StoreDirectory
from kg.builder import Builder, Progress
from kg.documents import read_documents
from tests.fakes import FakeExtractor


def main(store: str, folder: str, step: str = "", number: str = "0") -> None:
    kg.builder.BATCH = 3
    extractor = FakeExtractor()
    with StoreDirectory.open(store) as home:
        places = {"put": home.archive, "restate": home.archive, "done": home.archive, "apply": home.store}
        if step in places:
            setattr(places[step], step, _dying(getattr(places[step], step), int(number)))
        tell = _tell_and_wait if step == "wait" else lambda _: None
        Builder(home.archive, home.store, progress=tell).build(
            read_documents([folder], report=lambda problem: sys.exit(str(problem))), extractor=extractor
        )


def _tell_and_wait(progress: Progress) -> None:
    print(progress.step, progress.done, flush=True)
    time.sleep(0.2)


def _dying(call: Callable[..., Any], number: int) -> Callable[..., Any]:
    calls = iter(range(1, number + 1))

    def wrapped(*arguments: Any, **options: Any) -> Any:
        result = call(*arguments, **options)
        if next(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapped


if __name__ == "__main__":
    main(*sys.argv[1:])
