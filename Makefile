# Doorstep: what one types. Everything that is needed is installed into this folder.
PORT ?= 8000
RESIDENTS ?= 2000
DATA ?= data

export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export VIRTUAL_ENV := $(CURDIR)/.venv
BIN := .venv/bin

.PHONY: run test lint build screens bench chaos mutations clean browser forms

run: build ## Build, load a sample county on embedded SQLite, serve.
	@$(BIN)/python -m server.commands.run --port $(PORT) --residents $(RESIDENTS) --data $(DATA)

test: build browser lint ## Linters, types, Python, JavaScript and browser tests, on SQLite and PostgreSQL.
	$(BIN)/node --test --test-concurrency=2 --test-reporter=dot 'tests/phone/**/*.test.js'
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: .venv/stamp node_modules/stamp forms ## Style, types and the direction of imports.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	node_modules/.bin/tsc -p .
	node_modules/.bin/eslint .
	node_modules/.bin/prettier --check --log-level warn pwa tests bench '*.js' '*.json'

screens: build browser ## A picture of each screen in both languages, into docs/screens.
	$(BIN)/python -m tests.browser.make_screens

bench: build browser ## What a doctor waits for, as ratios to a floor in the same run.
	$(BIN)/python -m bench.run

chaos: .venv/stamp ## Killed workers and a bad network, for minutes on each database.
	DOORSTEP_CHAOS_TURNS=600 $(BIN)/python -m pytest tests/chaos

mutations: .venv/stamp ## Seeded bugs: each must turn its test red.
	$(BIN)/python -m tests.mutations

build: .venv/stamp node_modules/stamp forms
	@$(BIN)/node pwa/build.mjs

forms: .venv/stamp
	@mkdir -p build && $(BIN)/python -m server.forms.compile --out build/forms.json

# The browser is only for tests; Debian's, since the service worker must see the network go off.
browser:
	@command -v chromium >/dev/null || { SUDO=$$([ $$(id -u) = 0 ] || echo sudo -n); \
	  $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fonts-roboto-unhinted libatomic1; }

.venv/stamp: requirements.txt
	@[ -x $(BIN)/uv ] || { python3 -m venv .venv && $(BIN)/pip install -q --disable-pip-version-check uv==0.13.9; }
	@$(BIN)/uv pip sync -q --python $(BIN)/python --require-hashes requirements.txt
	@touch $@

node_modules/stamp: package-lock.json .venv/stamp
	@$(BIN)/npm ci --silent
	@touch $@

clean:
	rm -rf build
