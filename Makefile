# GNU make 4.3. `make help` lists the targets; ARGS="..." is handed on to the program or to pytest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	"$$name" -c '' 2>/dev/null && { echo "$$name"; break; }; done)
PACKAGES := graph ingest briefing dashboard cli
ARGS ?=
# Tests that need a server, a browser or a program from outside.
HEAVY := embedded or neo4j or browser or office or verapdf or slow
WORKERS ?= 2
FUZZ_SECONDS ?= 600
MUTANTS ?= 120
# Where `make bench-full` keeps its networks, so that a run that broke off goes on: some 10 GB.
BENCH_FOLDER ?= bench-work
PYTEST = $(BIN)/python -m pytest -n $(WORKERS)

# Quiet while it works; the whole text of pip when it does not.
PIP = PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 $(BIN)/python -m pip install --quiet \
	--no-warn-script-location -c constraints.txt
# The build backend comes pinned like the rest, so no second, unpinned one is fetched for the build.
define install
@echo "$(1) (once; some minutes on a slow line) ..."
@{ $(PIP) hatchling && $(PIP) --no-build-isolation -e "$(2)"; } >$(VENV)/pip.log 2>&1 || { \
	cat $(VENV)/pip.log >&2; echo "The installation failed, pip says why above. Is the network there?" >&2; exit 1; }
@touch $@
endef

.PHONY: help demo test quick coverage test-thorough check format audit bench bench-full bundle pictures clean

help: ## list the targets
	@echo "Akteursnetz:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
		while IFS='|' read -r name text; do printf '%-22s %s\n' "$$name" "$$text"; done

demo: $(VENV)/run.stamp ## load the sample and open the dashboard on 127.0.0.1:8501
	@exec $(BIN)/akteursnetz demo $(ARGS)

test: $(VENV)/test.stamp ## run all tests; ARGS="-k name" picks some
	@exec $(PYTEST) $(ARGS)

quick: $(VENV)/test.stamp ## run the tests without engine, browser and office, in two minutes
	@exec $(PYTEST) -m "not ($(HEAVY))" $(ARGS)

coverage: $(VENV)/test.stamp ## run all tests and say which lines none of them reaches
	@exec $(PYTEST) --cov --cov-report=term $(ARGS)

test-thorough: $(VENV)/fuzz.stamp ## all tests with all examples, damaged files, mutants; hours
	$(PYTEST) --hypothesis-profile=thorough $(ARGS)
	$(BIN)/python -m tools.damaged --files 1000 --seed $$$$
	$(BIN)/python -m tools.fuzz --seconds $(FUZZ_SECONDS)
	$(BIN)/python -m tools.mutation --mutants $(MUTANTS)

check: $(VENV)/dev.stamp ## format, lint, types, duplicates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict $(PACKAGES)
	@$(BIN)/symilar --duplicates=8 --ignore-imports --ignore-docstrings --ignore-comments --ignore-signatures \
		$$(find $(PACKAGES) -name '*.py' -not -path '*/node_modules/*') >$(VENV)/duplicates.txt
	@grep -q ' duplicates=0 ' $(VENV)/duplicates.txt || { cat $(VENV)/duplicates.txt; \
		echo "Duplicated lines: 8 or more alike in two places." >&2; exit 1; }
	@echo "No duplicates of 8 lines or more."

format: $(VENV)/dev.stamp ## put the code into its format and repair what lint can repair
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

audit: $(VENV)/run.stamp ## licences, bill of materials (sbom.cdx.json), known weaknesses where pip-audit reaches its data
	@test -x $(VENV)/audit/bin/pip-audit || { $(BIN)/python -m venv $(VENV)/audit && $(VENV)/audit/bin/python -m pip \
		install --quiet --disable-pip-version-check pip-audit; } >$(VENV)/audit.log 2>&1 || \
		echo "pip-audit could not be installed, see $(VENV)/audit.log." >&2
	@exec $(BIN)/python -m tools.audit

bench: $(VENV)/bench.stamp ## measure commands, dashboard and loading on small networks; ARGS="--only cold --facts 1000"
	@exec $(BIN)/python -m bench $(ARGS)

bench-full: $(VENV)/bench.stamp ## the same on 500,000 facts embedded and 2,000,000 on Neo4j; hours, goes on where it was
	@exec $(BIN)/python -m bench --full --work $(BENCH_FOLDER) $(ARGS)

bundle: ## rebuild the map's JavaScript bundle (needs Node.js and npm)
	cd dashboard/map/frontend && npm ci --silent && npm run --silent build

pictures: $(VENV)/test.stamp ## take the pictures of the handbook anew, by the browser tests
	@exec $(BIN)/python -m tools.pictures $(ARGS)

clean: ## remove .venv, caches and build results; your data stay
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	rm -rf dashboard/map/frontend/node_modules
	find $(PACKAGES) tests bench docs -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and none was found on the path." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1)." \
		"Name another one: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment; on Debian: apt install python3-venv" >&2; exit 1; }

$(VENV)/run.stamp: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(call install,Installing Akteursnetz into $(VENV),.)

$(VENV)/test.stamp: $(VENV)/run.stamp
	$(call install,Installing what the tests need,.[test])

$(VENV)/fuzz.stamp: $(VENV)/test.stamp
	$(call install,Installing what the thorough tests need,.[fuzz])

$(VENV)/bench.stamp: $(VENV)/run.stamp
	$(call install,Installing what the benchmark needs,.[bench])

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(call install,Installing the developer tools,.[dev])
