# `make run`, `make test`, `make check`, `make bench` do all the set-up they need.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup run test test-sqlite test-postgres check bench lock clean

help:
	@echo "make run     set up, load the demo region, serve it on http://127.0.0.1:8000"
	@echo "make test    all tests, on SQLite and PostgreSQL, with chromium"
	@echo "make check   lint, types, layers, templates"
	@echo "make bench   the figures of the README"
	@echo "make lock    lock the dependencies anew"

# --- set-up: each step leaves a stamp and is done again only when its input changed -----------
setup: $(STAMPS)/wordlists

$(STAMPS)/venv: requirements/build.txt
	@tools/make-venv $(PYTHON) $(VENV)
	@$(BIN)/pip install -q --require-hashes -r requirements/build.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/base: $(STAMPS)/venv requirements/base.txt pyproject.toml
	@echo "Installing Python packages …"
	@$(BIN)/pip install -q --require-hashes -r requirements/base.txt
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/assets: $(STAMPS)/base package-lock.json src/regiowerk/web/assets.py $(shell find src/regiowerk/web/locale src/regiowerk/web/templates -type f -not -name '*.mo' 2>/dev/null)
	@tools/npm-install $(BIN) .
	@echo "Preparing fonts, icons, outlines and message catalogues …"
	@$(BIN)/python -m regiowerk.web.assets
	@touch $@

$(STAMPS)/wordlists: $(STAMPS)/assets
	@echo "Preparing word lists (once, about half a minute) …"
	@$(BIN)/regiowerk search wordlists
	@touch $@

$(STAMPS)/dev: $(STAMPS)/base requirements/dev.txt
	@echo "Installing test tools …"
	@$(BIN)/pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

# --- run ---------------------------------------------------------------------------------------
run: setup
	@$(BIN)/regiowerk migrate --verbosity 0
	@$(BIN)/regiowerk search wordlists
	@$(BIN)/regiowerk demo load --if-empty
	@$(BIN)/regiowerk serve

# --- tests and checks --------------------------------------------------------------------------
test: setup $(STAMPS)/dev
	@tools/debian-packages chromium postgresql
	@tools/with-postgres $(BIN)/python -m tests.run

test-sqlite: setup $(STAMPS)/dev
	@$(BIN)/pytest -n 2

test-postgres: setup $(STAMPS)/dev
	@tools/with-postgres $(BIN)/pytest -n 2 -m "not browser"

check: setup $(STAMPS)/dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --check src/regiowerk/web/templates
	@$(BIN)/djlint --lint src/regiowerk/web/templates
	@$(BIN)/regiowerk makemigrations --check --dry-run
	@REGIOWERK_BASE_URL=https://example.org $(BIN)/regiowerk check --deploy --fail-level WARNING

bench: setup $(STAMPS)/dev
	@tools/debian-packages postgresql chromium
	@tools/npm-install $(BIN) tests/benchmarks
	@tools/with-postgres $(BIN)/python -m tests.benchmarks $(BENCH)

# --- care --------------------------------------------------------------------------------------
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --upgrade

lock: $(STAMPS)/base
	@$(BIN)/pip install -q uv
	@$(LOCK) requirements/build.in -o requirements/build.txt
	@$(LOCK) pyproject.toml -o requirements/base.txt
	@$(LOCK) requirements/node.in -o requirements/node.txt
	@$(LOCK) requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) node_modules build
