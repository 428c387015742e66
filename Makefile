# One command per job. CI runs the same ones.

SHELL := /bin/sh
PYTHON := .venv/bin/python
INSTALLED := .venv/.installed
PROGRAMS := .venv/.test-programs
T ?= ekelurahan

export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo run test check bench bench-city docs lock

help: ## Show these lines
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-12s %s\n", $$1, $$2}'

setup: $(INSTALLED) $(PROGRAMS) ## Install everything, also what only the tests need

demo: $(INSTALLED) ## Run e-Kelurahan with demo data (PORT=8000, EKELURAHAN_HOME=var)
	@.venv/bin/ekelurahan demo

run: $(INSTALLED) ## Run e-Kelurahan without demo data
	@.venv/bin/ekelurahan run

test: $(INSTALLED) $(PROGRAMS) ## Run all tests, or those of T=path
	@$(PYTHON) -m pytest -n auto --dist loadscope --no-loadscope-reorder $(T)

check: $(INSTALLED) ## Check style, types, imports, translations and the house rules
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@$(PYTHON) -m ekelurahan.config.translations check
	@$(PYTHON) -m pytest -q --durations=0 ekelurahan/tests/house_rules

bench: $(INSTALLED) ## Measure, and print the tables of docs/performance.md
	@$(PYTHON) -m bench

bench-city: $(INSTALLED) ## The same with 1.7 million residents and 2 million letters (an hour the first time)
	@$(PYTHON) -m bench.city

docs: $(INSTALLED) $(PROGRAMS) ## Take the pictures under docs/screenshots again
	@$(PYTHON) -m ekelurahan.tests.browser.pictures

lock: $(INSTALLED) ## Make requirements.lock again from pyproject.toml
	@.ci/setup lock

$(INSTALLED): requirements.lock pyproject.toml .ci/setup
	@.ci/setup python

$(PROGRAMS): .ci/setup
	@.ci/setup programs
