# Alles wat u hier doet, in één woord. Elk doel zet zelf klaar wat het nodig heeft.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help serve build offline test bench addresses figures schemas clean

help:
	@echo "make serve    bouw de site, toon ze op uw eigen machine en bouw opnieuw bij elke wijziging"
	@echo "make build    schrijf de site naar site/"
	@echo "make offline  schrijf ook één zip die zonder netwerk werkt; make build doet dat al mee"
	@echo "make test     draai alle tests, met een echte browser"
	@echo "make bench    meet de snelheid, als verhoudingen in één run"
	@echo "make addresses  schrijf nieuwe adressen bij in tests/published.txt; ze blijven voortaan bestaan"
	@echo "make figures  test de toegankelijkheid en schrijf de cijfers van de verklaring"
	@echo "make schemas  schrijf de JSON-schema's opnieuw na een wijziging in macros/models.py"

serve: $(VENV)/.build
	$(BIN)/mkdocs serve

# Eerst ernaast bouwen: mislukt het, dan blijft de vorige site staan.
build: $(VENV)/.build
	rm -rf .site-new
	$(BIN)/mkdocs build --site-dir .site-new
	$(BIN)/python -m macros.offline .site-new
	rm -rf site
	mv .site-new site

offline: build
	@echo "De kopie voor zonder netwerk: site/$$(cd site && ls bestanden/*.zip)"

test: $(VENV)/.test
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest

bench: $(VENV)/.test
	$(BIN)/python -m tests.browser
	$(BIN)/python -m tests.bench

addresses: $(VENV)/.build build
	$(BIN)/python -m tests.published site

figures: $(VENV)/.test
	$(BIN)/python -m tests.browser
	$(BIN)/python -m tests.figures

schemas: $(VENV)/.build
	$(BIN)/python -m macros.schemas

clean:
	rm -rf $(VENV) site .site-new

$(VENV)/.build: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 of nieuwer is nodig; geef het pad mee: make PYTHON=/pad/naar/python3 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.build requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
