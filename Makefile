# Every target sets itself up in .venv: it needs git, make and a Python of at least 3.11 with venv. `make` lists them.
# What is installed is locked by hash in requirements/; requirements/core.in says how to lock anew.

SUITABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c '$(SUITABLE)' 2>/dev/null && echo $$python && break; done)

BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --only-binary :all:
PACKAGES := ledger projections commands

# Source that is not compiled starts four times more slowly, and PYTHONDONTWRITEBYTECODE would leave it so.
COMPILE = @$(BIN)/python -m compileall -q $(PACKAGES)

.PHONY: help demo test lint bench papers docs clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /make \1 - /p' Makefile

demo: .venv/core ## run the worked example in a fresh .demo folder
	$(COMPILE)
	@rm -rf .demo && mkdir .demo
	cd .demo && ../$(BIN)/afi demo

test: lint ## lint, then run every test
	$(COMPILE)
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: .venv/dev ## check style, types and which package imports which
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: .venv/dev ## measure against the targets in benchmarks/
	$(COMPILE)
	$(BIN)/python -m benchmarks

papers: .venv/dev ## compose the papers of both examples in .papers, and draw their pages to look at
	$(COMPILE)
	$(BIN)/python -m tests.pages .papers

docs: .venv/dev ## write the generated documentation anew; `make test` fails where it has drifted
	$(COMPILE)
	$(BIN)/python -m pytest -q tests/docs --update

clean: ## remove everything the other targets made
	rm -rf .venv .demo .papers build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# A stamp is written last, so an interrupted installation is made again; so is one older than what it was made from.
.venv/core: pyproject.toml requirements/core.txt requirements/dev.txt
	@$(or $(PYTHON),false) -c '$(SUITABLE)' 2>/dev/null || { echo \
		'This needs Python 3.11 or newer with its venv module. Install one, or say which: make PYTHON=/path/to/python3' >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(PIP) --require-hashes -r requirements/core.txt
	$(PIP) --no-build-isolation --check-build-dependencies -e .
	@touch $@

.venv/dev: .venv/core
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
