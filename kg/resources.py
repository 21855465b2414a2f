"""Where the ontology's files are: ``ontology/`` of a checkout, or ``kg/_ontology`` of an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import ModelError

_PACKAGE = Path(__file__).resolve().parent


@cache
def ontology_directory() -> Path:
    """The directory with ``kg.ttl``, ``shapes.ttl`` and ``competency/``.

    Raises:
        ModelError: the installation lacks it.
    """
    places = (_PACKAGE / "_ontology", _PACKAGE.parent / "ontology")
    for place in places:
        if (place / "kg.ttl").is_file():
            return place
    looked = " and ".join(str(place) for place in places)
    raise ModelError(f"the ontology is missing: looked for kg.ttl in {looked}; install the package again")


def ontology_file(name: str) -> Path:
    """A file of the ontology directory by its relative name.

    Raises:
        ModelError: there is no such file.
    """
    path = ontology_directory() / name
    if not path.is_file():
        raise ModelError(f"the ontology's file {name!r} is missing: looked for {path}; install the package again")
    return path
