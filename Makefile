# The two commands are `make run` and `make test`; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# Where pip finds the torch wheel: a folder or page of wheels. A machine without a GPU needs the
# CPU wheel only: give the CPU wheel page that PyTorch's installation guide names.
TORCH_WHEELS ?=

export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: run
run: setup ## Start everything on this machine; Ctrl-C stops it
	@exec python -m stack up

.PHONY: test
test: setup check ## All tests: checks, then the real servers, then whole cycles
	python -m pytest -m stack --durations=10
	$(MAKE) --no-print-directory cycle
	python -m stack cycle-swarm $(if $(REQUIRE_ALL_TESTS),,--if-docker)

.PHONY: check
check: setup ## Lint, types and unit tests
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

.PHONY: experiments
experiments: setup ## Open the page of all recorded runs; Ctrl-C ends it
	@exec python -m experiments page

.PHONY: setup
setup: $(STAMP)

# Removed first and written last: a set-up that was broken off is done again.
$(STAMP): requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "make: no $(PYTHON): install Python 3.11, or name one: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; v == (3, 11) or sys.exit(f"make: $(PYTHON) is Python {v[0]}.{v[1]}, expected 3.11: make PYTHON=/path/to/python3.11 …")'
	@rm -f $(STAMP)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "set-up: virtual environment"; rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@echo "set-up: installing $$(grep -c == requirements.txt) packages (some minutes the first time)"
	@$(BIN)/python -m pip install --quiet $(if $(TORCH_WHEELS),--find-links $(TORCH_WHEELS)) -r requirements.txt
	@touch $(STAMP)
	@echo "set-up: done"

.PHONY: lock
lock: setup ## Compile both requirements.in into their requirements.txt
	uv pip compile --quiet --python-version 3.11 --no-header --annotation-style=line --no-emit-find-links $(if $(TORCH_WHEELS),--find-links $(TORCH_WHEELS)) requirements.in -o requirements.txt
	sed -i 's/^\(torch==[0-9.]*\)+cpu/\1/' requirements.txt
	uv pip compile --quiet --python-version 3.11 --no-header --no-annotate -c requirements.txt deploy/requirements.in -o deploy/requirements.txt

.PHONY: clean
clean: ## Remove the virtual environment (data in var/ is kept)
	rm -rf $(VENV)
