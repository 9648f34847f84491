# Two commands for a newcomer: `make demo` and `make test`. Both build what they need in .venv, and can be run again.

PYTHON ?= python3
PORT ?= 8000
THEME ?= wenbury
export THEME PORT
unexport PYTHONDONTWRITEBYTECODE # or every process compiles every test again
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python example_site/manage.py
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
WORKERS ?= 2
CASES ?= 30000
ON ?= http://127.0.0.1:$(PORT)
SAY ?= /complaints/
READER := orca openbox xdotool xvfb xauth dbus at-spi2-core speech-dispatcher-espeak-ng
ROWS ?= 100000

CHROMIUM ?= $(shell command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome)
PG_CTL ?= $(shell command -v pg_ctl || ls /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null | tail -n 1)
export CHROMIUM

say = @printf '\n\033[1m== %s\033[0m\n' "$(1)"

.DEFAULT_GOAL := help
.PHONY: help demo lint test test-rules test-site test-postgres walks heard validate bench matrix clean

help:
	@echo "make demo     build the example council in .demo and serve it on port $(PORT); THEME=govuk for another look"
	@echo "make test     check the code, and run the whole suite"
	@echo "make walks    five whole stories in Chromium, public and staff, with a picture of every screen (minutes)"
	@echo "make heard    what a screen reader says of pages: ON=http://127.0.0.1:$(PORT) SAY=\"/complaints/ key:h key:Tab\""
	@echo "make validate every public page, in both themes, asked of the Nu Html Checker (wants Java, and npm to fetch it)"
	@echo "make lint     check the code only"
	@echo "make bench    measure the due dates against other packages, 30,000 cases after a proclaimed holiday, and the"
	@echo "              register and the page of a case at 100,000 cases (fewer: make bench CASES=3000 ROWS=10000)"
	@echo "make matrix   the suite on every supported Wagtail, Django and Python that is installed (tox)"
	@echo "make clean    forget the virtual environment and the example council"

$(BIN)/python:
	$(call say,Making a virtual environment in $(VENV))
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing (on Debian: apt install python3-venv)."; exit 1; }

$(VENV)/installed: setup.cfg pyproject.toml | $(BIN)/python
	$(call say,Installing wagtail_complaints and what it needs (a minute or two the first time))
	@$(PIP) --editable '.[demo]'
	@touch $@

$(VENV)/installed-for-tests: setup.cfg pyproject.toml | $(BIN)/python
	$(call say,Installing wagtail_complaints and what its tests need (a few minutes the first time))
	@$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/installed

demo: $(VENV)/installed
	$(call say,Preparing the database in .demo)
	@$(MANAGE) migrate --verbosity 0
	$(call say,Loading Wenbury Council)
	@$(MANAGE) load_example
	$(call say,Serving it: http://127.0.0.1:$(PORT)/ and http://127.0.0.1:$(PORT)/admin/ (stop with Control-C))
	@$(MANAGE) runserver --noreload 127.0.0.1:$(PORT) || echo "If the port is taken, choose another: make demo PORT=8001"

lint: export DJANGO_SETTINGS_MODULE = tests.settings
lint: $(VENV)/installed-for-tests
	$(call say,Checking the code)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(MANAGE) check
	$(MANAGE) makemigrations --check --dry-run

test: lint test-rules test-site test-postgres
	$(call say,All of it passed)

test-rules: $(VENV)/installed-for-tests
	$(call say,The rules by themselves: no Django, every branch)
	$(BIN)/python -m pytest -q -p no:django -W ignore -n $(WORKERS) tests/procedure --cov=wagtail_complaints/procedure --cov-branch --cov-report=term:skip-covered --cov-fail-under=100

test-site: $(VENV)/installed-for-tests
	$(call say,Tests on SQLite$(if $(CHROMIUM), and in $(CHROMIUM),: no Chromium was found, so those in a browser are left out))
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder --ignore=tests/procedure --ignore=tests/browser/walks

test-postgres: $(VENV)/installed-for-tests
ifeq ($(PG_CTL),)
	$(call say,No PostgreSQL was found: the database tests ran on SQLite alone)
else
	$(call say,Database tests on PostgreSQL)
	$(BIN)/python -m tests.postgres -- $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile -m database
endif

walks: $(VENV)/installed-for-tests
	$(call say,Five whole stories in $(CHROMIUM): a picture of every screen in shots/)
	WALK_SHOTS=shots $(BIN)/python -m pytest -q -n $(WORKERS) tests/browser/walks

heard:
	@command -v orca >/dev/null && command -v xvfb-run >/dev/null || { echo "Wanted (on Debian): apt install firefox-esr $(READER)"; exit 1; }
	xvfb-run --auto-servernum dbus-run-session -- $(PYTHON) tests/browser/listen.py $(ON) $(SAY)

.validator/node_modules/vnu-jar:
	$(call say,Fetching the Nu Html Checker into .validator)
	@command -v java >/dev/null || { echo "Java is missing (on Debian: apt install default-jre-headless)."; exit 1; }
	npm install --silent --no-save --prefix .validator vnu-jar

validate: $(VENV)/installed-for-tests .validator/node_modules/vnu-jar
	$(call say,Every public page is valid HTML: the council's own theme)
	THEME=wenbury $(BIN)/python -m pytest -q tests/tour/test_valid_html.py
	$(call say,The same with GOV.UK Frontend)
	THEME=govuk $(BIN)/python -m pytest -q tests/tour/test_valid_html.py

$(VENV)/installed-for-benchmarks: setup.cfg | $(VENV)/installed-for-tests
	@$(PIP) --editable '.[bench]'
	@touch $@

bench: $(VENV)/installed-for-benchmarks
	$(call say,One due date)
	$(BIN)/python benchmarks/one_due_date.py
ifeq ($(PG_CTL),)
	$(call say,No PostgreSQL was found: many cases at once are left out)
else
	$(call say,Every open case after a proclaimed holiday)
	$(BIN)/python -m tests.postgres -- $(BIN)/python benchmarks/recompute.py $(CASES)
	$(call say,The register of cases)
	$(BIN)/python -m tests.postgres -- $(BIN)/python benchmarks/register.py $(ROWS)
	$(call say,The page of a case)
	$(BIN)/python -m tests.postgres -- $(BIN)/python benchmarks/case_page.py $(ROWS)
	$(call say,Sending a complaint)
	$(BIN)/python -m tests.postgres -- $(BIN)/python benchmarks/submitting.py
endif

matrix: $(VENV)/installed-for-tests
	$(call say,The suite on every supported combination)
	@$(PIP) 'tox>=4.30'
	$(BIN)/tox run

clean:
	rm -rf $(VENV) .demo .tox .validator build dist *.egg-info
