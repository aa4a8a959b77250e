# `make run` and `make test` do all the set-up they need. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON := .venv/bin/python
READY := .venv/.ready
STAMPS := $(READY)

# Resources that are built, not kept in the repository: each anew when its tool or what it reads has changed.
ifneq ($(wildcard tools/build_gazetteer.py tools/build_gazetteer/__main__.py),)
STAMPS += resources/places.sqlite
endif
ifneq ($(wildcard tools/build_knowledge.py tools/build_knowledge/__main__.py),)
STAMPS += resources/knowledge.sqlite
endif
STAMPS += resources/models/words.bin

.PHONY: help run test fuzz kill eval bench build lint format setup clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: $(STAMPS) ## virtual environment, pinned packages, system libraries, built resources

$(READY): requirements.txt requirements-dev.txt tools/setup.sh
	@bash tools/setup.sh
	@touch $@

resources/places.sqlite: $(wildcard tools/build_gazetteer.py tools/build_gazetteer/* resources/places/*.t*) $(READY)
	@echo "building the gazetteer"
	@$(PYTHON) -m tools.build_gazetteer
	@touch $@

resources/knowledge.sqlite: core/textnorm/fold.py core/resolve/namekeys.py core/resolve/foreign_names.py core/extract/names.py $(wildcard tools/build_knowledge.py tools/build_knowledge/* resources/knowledge/*.t*) $(READY)
	@echo "building the knowledge base"
	@$(PYTHON) -m tools.build_knowledge
	@touch $@

resources/models/words.bin: tools/build_words.py resources/models/vocabulary.json resources/models/reader.json | $(READY)
	@$(PYTHON) -m tools.build_words

run: $(STAMPS) ## open the window on the samples; without a display, extract them and write the briefing
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		exec $(PYTHON) main.py resources/samples; \
	else \
		mkdir -p out; \
		$(PYTHON) main.py extract resources/samples --case out/samples.rasad --out out/samples; \
		$(PYTHON) main.py brief out/samples.rasad -o out/samples.pdf; \
		echo "No display here. Events: out/samples/*.jsonl  Case: out/samples.rasad  Briefing: $(CURDIR)/out/samples.pdf"; \
	fi

test: $(STAMPS) ## run all tests (ARGS="-k name" for some)
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n 2 --dist loadfile $(ARGS)

fuzz: $(STAMPS) ## try every reader on broken files for a minute (ARGS="--seconds 3600 --format .html")
	@$(PYTHON) -m tools.fuzz $(ARGS)

kill: $(STAMPS) ## kill an import at 120 points and 20 moments and see that nothing is lost
	@RASAD_KILL_POINTS=120 RASAD_KILLS=20 $(PYTHON) -m pytest tests/core/test_kill.py -s $(ARGS)

eval: $(STAMPS) ## score the extraction against the gold articles (RASAD_EVAL=folder, ARGS="--errors")
	@$(PYTHON) -m tools.evaluate $(ARGS)

bench: $(STAMPS) ## measure stages, case, window and runs over 10,000 articles (RUN_ARGS="--articles 500")
	@$(PYTHON) -m tools.bench $(ARGS)
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tools.bench_window
	@$(PYTHON) -m tools.bench_run $(RUN_ARGS)

build: $(STAMPS) ## make the program that needs no Python: dist/rasad
	nice -n 10 $(PYTHON) -m PyInstaller --noconfirm --clean --log-level WARN build.spec
	dist/rasad/rasad --selftest

lint: $(STAMPS) ## check style
	@$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check .

format: $(STAMPS) ## put the code into the common format
	@$(PYTHON) -m ruff check --fix-only --quiet . && $(PYTHON) -m ruff format .

clean: ## delete what was built, but not the virtual environment
	rm -rf build dist out .pytest_cache .ruff_cache .hypothesis
