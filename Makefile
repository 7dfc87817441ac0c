# What a person types: `make demo`, `make test`. What a developer types before a commit: `make check`.
# Needs Python 3.11 or newer, make and a package index; everything else goes into .venv.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
OUT := outputs
# Annotated papers to train on: ours, and those beside the checkout where they are there; those that no rule was made on
# decide how far the claims are to be trusted.
BESIDE := ../shared
TRAINING := --gold corpus/gold --papers corpus/papers --apart corpus/apart/gold corpus/apart/papers \
	$(if $(wildcard $(BESIDE)/gold),--gold $(BESIDE)/gold --papers $(BESIDE)/papers) \
	$(if $(wildcard $(BESIDE)/digests),--gold $(BESIDE)/digests/gold --papers $(BESIDE)/digests/papers) \
	$(if $(wildcard $(BESIDE)/unseen),--apart $(BESIDE)/unseen/gold $(BESIDE)/unseen/papers) \
	$(if $(wildcard $(BESIDE)/wild),--apart $(BESIDE)/wild/gold $(BESIDE)/wild --verdicts corpus/verdicts.csv $(BESIDE)/wild)
# A file's tests stay together, for they share what they make; the files go in the order that tests/conftest.py gives.
# What is compiled once is there for all workers and for the programs that the tests start, also where the shell says no.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder
LOCK_COMMAND := uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --fork-strategy fewest

.PHONY: help demo test check models format lock readme benchmark clean

help: ## List the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# PYTHON=... overrules the search.
$(STAMP): requirements.lock pyproject.toml
	@python="$(PYTHON)"; \
	if [ -z "$$python" ]; then \
	  for candidate in python3.11 python3.12 python3.13 python3 python; do \
	    if "$$candidate" -c 'import sys; sys.exit(not sys.version_info >= (3, 11))' >/dev/null 2>&1; \
	    then python=$$candidate; break; fi; \
	  done; \
	fi; \
	if [ -z "$$python" ]; then echo "policyfacts needs Python 3.11 or newer: install it, or name it: make PYTHON=..." >&2; exit 2; fi; \
	if uv --version >/dev/null 2>&1; then \
	  uv venv --quiet --clear --python "$$python" $(VENV) && \
	  uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
	  "$$python" -m venv --clear $(VENV) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi
	@$(BIN)/python -m compileall -q pipeline # as pip does with what it installs: the first start need not
	@touch $@

demo: $(STAMP) ## Read the papers of corpus/, score the tables against their gold, write the report
	$(BIN)/policyfacts extract corpus/papers --out $(OUT)
	$(BIN)/policyfacts evaluate --gold corpus/gold --out $(OUT)
	$(BIN)/policyfacts report --gold corpus/gold --out $(OUT)
	@echo
	@echo "The tables are in $(OUT)/: open $(OUT)/partnerships.csv, $(OUT)/funds.csv and $(OUT)/evidence.csv."
	@echo "What was read and what was not: $(OUT)/documents.csv, $(OUT)/ledger.csv. The scores: $(OUT)/scores.csv."
	@echo "All of it to look at, every fact with its words boxed on the page: open $(OUT)/report.html in a browser."

test: $(STAMP) ## Run the tests
	$(PYTEST)

check: $(STAMP) ## Run everything that must pass before a commit
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry pipeline
	$(PYTEST)
	$(BIN)/cog --check docs/*.md
	rm -rf dist && $(BIN)/hatchling build -t wheel -d dist && $(BIN)/check-wheel-contents dist

models: $(STAMP) ## Train models/ again on the annotated papers
	$(BIN)/policyfacts train $(TRAINING) --out models

format: $(STAMP) ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## Resolve requirements.lock again (needs uv)
	$(LOCK_COMMAND) --upgrade --quiet --output-file requirements.lock

readme: $(STAMP) ## Write the generated parts of docs/ again
	$(BIN)/cog -r docs/*.md

benchmark: $(STAMP) ## Time reading and extract against pdfplumber on the same papers, by stage
	$(BIN)/python -m tests.benchmarks.extract

clean: ## Remove what was made
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
