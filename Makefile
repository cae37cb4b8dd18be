# The two commands are `make run` and `make test`; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

# PYTHON: the one to use; left out, the newest that fits (stack/python.sh).
# TORCH_WHEELS: a folder or page of wheels with torch; left out, stack/install.py finds the build.
export PYTHON TORCH_WHEELS

export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: run
run: setup ## Start everything on this machine; Ctrl-C stops it
	@exec python -m stack up

.PHONY: test
test: setup-dev check ## All tests: checks, then the real servers, then whole cycles
	python -m pytest -m stack --durations=10
	$(MAKE) --no-print-directory cycle
	python -m stack cycle-swarm $(if $(REQUIRE_ALL_TESTS),,--if-docker)

.PHONY: check
check: setup-dev ## Lint, types and unit tests
	ruff check .
	ruff format --check .
	mypy
	shellcheck $$(git ls-files '*.sh' .ci/run)
	python -m pytest -m "not stack" -n auto

.PHONY: cycle
cycle: setup ## One whole turn of the loop in a temporary folder, under load
	python -m stack cycle

.PHONY: cycle-swarm
cycle-swarm: setup ## The same on two servers with Docker Swarm, then the bad days
	python -m stack cycle-swarm

.PHONY: demo
demo: setup ## A made-up class plays three weeks into the stack that runs
	@python -m benchmarks.demo

.PHONY: experiments
experiments: setup ## Open the page of all recorded runs; Ctrl-C ends it
	@exec python -m experiments page

.PHONY: setup
setup: $(STAMP)

# Stamps are removed first and written last: a set-up that was broken off is done again.
$(STAMP): requirements.txt
	@rm -f $(STAMP) $(DEV_STAMP)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	  rm -rf $(VENV); python=$$(stack/python.sh); \
	  echo "set-up: virtual environment of $$python"; "$$python" -m venv $(VENV); }
	@$(BIN)/python stack/install.py
	@touch $(STAMP)
	@echo "set-up: done"

.PHONY: setup-dev
setup-dev: $(DEV_STAMP)

$(DEV_STAMP): requirements-dev.txt $(STAMP)
	@rm -f $(DEV_STAMP)
	@$(BIN)/python stack/install.py --dev
	@touch $(DEV_STAMP)

LOCK := uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-find-links

.PHONY: lock
lock: setup ## Compile the three requirements.in into locks, each for all Pythons
	$(LOCK) --annotation-style=line requirements.in -o requirements.txt
	$(LOCK) --annotation-style=line -c requirements.txt requirements-dev.in -o requirements-dev.txt
	$(LOCK) --no-annotate -c requirements.txt deploy/requirements.in -o deploy/requirements.txt

.PHONY: clean
clean: ## Remove the virtual environment (data in var/ is kept)
	rm -rf $(VENV)
