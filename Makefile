# Two commands: `make demo` and `make test`. Everything is installed into .venv; a second run reuses it.

PYTHON ?= $(shell sh tools/find-python)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := demo

.PHONY: demo test lint types check clean help benchmarks

help:
	@echo "make demo        build the graph of the sample articles and show what it says"
	@echo "make test        lint, types and all tests"
	@echo "make benchmarks  speed and accuracy as ratios (slow)"
	@echo "make clean       remove the environment and everything built"

$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "kg needs Python 3.12 or newer; none was found. Install it, or run: make PYTHON=/path/to/python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (a few minutes the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

demo: $(STAMP)
	@$(BIN)/python tools/demo.py $(DEMO)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

test: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

benchmarks: $(STAMP)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) $(DEMO) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
