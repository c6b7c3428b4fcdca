# Alles wat u hier doet, in één woord. Elk doel zet zelf klaar wat het nodig heeft.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOOLS := .tools
SETUP = @$(PYTHON) -c "" 2>/dev/null || { echo "Python ontbreekt. Bovenaan in README.md staat hoe u het installeert."; exit 1; }; \
	$(PYTHON) -m tools.environment
LOCKS := requirements requirements-dev requirements-tools

.PHONY: help serve build offline book check test bench due review show links addresses figures schemas lock audit publish clean

help:
	@echo "make serve    bouw de site, toon ze op uw eigen machine en bouw opnieuw bij elke wijziging"
	@echo "make build    schrijf de site naar site/"
	@echo "make offline  schrijf ook één zip die zonder netwerk werkt; make build doet dat al mee"
	@echo "make book     maak ook één boek van de gids, als PDF en als EPUB; make publish doet dat al mee"
	@echo "make check    kijk in minder dan een halve minuut na of een wijziging klopt: feiten, bewijzen, blokken; zonder browser"
	@echo "make test     draai alle tests, met een echte browser; een deel: make test TESTS=tests/facts"
	@echo "make bench    meet de snelheid, als verhoudingen in één run"
	@echo "make due      noem de feiten die opnieuw bekeken moeten worden; op een andere dag: make due ON=2027-06-01"
	@echo "make review    schrijf het record van een nagelezen tekst, met de codes erin: make review ID=rapport-risico"
	@echo "make show      toon een record met alle plaatsen waar het voorkomt: make show ID=wet-87"
	@echo "make links     kijk na of de adressen waar de site naar verwijst nog antwoorden; vraagt netwerk"
	@echo "make addresses  schrijf nieuwe adressen bij in tests/published.txt; ze blijven voortaan bestaan"
	@echo "make figures  test de toegankelijkheid en schrijf de cijfers van de verklaring"
	@echo "make schemas  schrijf de JSON-schema's opnieuw na een wijziging in macros/facts/models.py"
	@echo "make lock     zet alle pakketten vast na een wijziging in requirements*.in"
	@echo "make audit    zoek bekende lekken in de vastgezette pakketten"
	@echo "make publish  bouw de site en zet ze op uw server: SITE_URL=https://… TARGET=gebruiker@server:/map"

serve: $(VENV)/.build
	$(BIN)/python -m tools.build --serve

# Bouwt ernaast: mislukt het, dan blijft de vorige site staan.
build: $(VENV)/.build
	$(BIN)/python -m tools.build

offline: build
	@echo "De kopie voor zonder netwerk: site/$$(cd site && ls bestanden/*.zip)"

# Duurt langer dan de rest van de bouw, en is voor wie publiceert.
book: $(VENV)/.test build
	$(BIN)/python -m tools.book site

check: $(VENV)/.test
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/python -m tools.browser --node
	$(BIN)/python -m pytest -m check

test: $(VENV)/.test
	$(BIN)/python -m tools.browser
	$(BIN)/python -m pytest $(TESTS)

bench: $(VENV)/.test
	$(BIN)/python -m tools.browser
	$(BIN)/python -m tools.bench

due: $(VENV)/.build
	@$(BIN)/python -m tools.due $(ON)

review: $(VENV)/.build
	@$(BIN)/python -m tools.review $(ID)

show: $(VENV)/.build
	@$(BIN)/python -m tools.show $(ID)

links: $(VENV)/.build $(TOOLS)/.ready
	$(BIN)/python -m tools.links

addresses: $(VENV)/.build build
	$(BIN)/python -m tools.published site

figures: $(VENV)/.test
	$(BIN)/python -m tools.browser
	$(BIN)/python -m tools.figures

schemas: $(VENV)/.build
	$(BIN)/python -m tools.schemas

# Houdt de versies die er al staan; een nieuwe vraagt u in requirements*.in, of voor alles met: make lock LOCK=--upgrade
lock: $(TOOLS)/.ready
	for name in $(LOCKS); do \
	  $(TOOLS)/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links $(LOCK) --output-file $$name.txt $$name.in && \
	  { echo "# Gemaakt door 'make lock' uit $$name.in: wijzig daar."; cat $$name.txt; } > .lock && mv .lock $$name.txt || exit 1; \
	done
	$(MAKE) --no-print-directory $(VENV)/.test
	$(BIN)/python -m tools.licenses

# Met --strict faalt ook wat niet nagekeken kon worden, zoals zonder netwerk.
audit: $(TOOLS)/.ready
	$(TOOLS)/bin/pip-audit --strict --require-hashes --disable-pip -r requirements-dev.txt

publish:
	@test -n "$(SITE_URL)" && test -n "$(TARGET)" || { echo "Zeg waar: make publish SITE_URL=https://voorbeeld.be/ TARGET=gebruiker@server:/map/van/de/site"; exit 1; }
	@command -v rsync >/dev/null || { echo "rsync ontbreekt: installeer het eerst."; exit 1; }
	$(MAKE) book
	rsync --archive --delete site/ "$(TARGET)/"

clean:
	rm -rf $(VENV) $(TOOLS) site .site-* .busy

$(VENV)/.build: requirements.txt
	$(SETUP) $@ requirements.txt

$(VENV)/.test: $(VENV)/.build requirements-dev.txt
	$(SETUP) $@ requirements-dev.txt

$(TOOLS)/.ready: requirements-tools.txt
	$(SETUP) $@ requirements-tools.txt
