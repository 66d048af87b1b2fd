# `make` lists the targets. Everything is installed into .venv, from the package registries alone.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOWEST := $(VENV)/lowest
TRANSLATOR := $(BIN)/translator
CONVERT := $(VENV)/convert
# When set-up offers Argos packages: seconds a server gets to answer, and a download to finish.
NET_TIMEOUT := 5
NET_LIMIT := 60

.DEFAULT_GOAL := help
.PHONY: docs help run extract draft check status compile preview review models chromium schemas test test-convert test-lowest cluster-demo screenshots lint clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.models ## set everything up and take the sample items through all stages
	@$(TRANSLATOR) extract
	@$(TRANSLATOR) draft
	@$(TRANSLATOR) compile
	@$(TRANSLATOR) compile --preview
	@echo
	@$(TRANSLATOR) status
	@echo
	@$(TRANSLATOR) check || test $$? -eq 1
	@echo
	@echo "Published: build/<language>/, and as a site build/site/index.html"
	@echo "Everything, with unreviewed text marked: build/preview/site/index.html"
	@echo "Next: make review    (opens the review page; any PO editor does for locales/ too)"

extract: $(VENV)/.run ## bring the catalogues up to date with content/
	@$(TRANSLATOR) extract
	@$(BIN)/python -m webui.messages extract

draft: $(VENV)/.run ## fill untranslated entries with suggestions
	@$(TRANSLATOR) draft

status: $(VENV)/.run ## show where every language and item stands
	@$(TRANSLATOR) status

check: $(VENV)/.run ## judge completeness and quality; fails if the gate is closed
	@$(TRANSLATOR) check

compile: $(VENV)/.run ## write the localised items that may be published
	@$(TRANSLATOR) compile
	@$(BIN)/python -m webui.messages compile

preview: $(VENV)/.run ## write every item, unreviewed text marked
	@$(TRANSLATOR) compile --preview

review: $(VENV)/.run ## serve the review page on this machine
	@$(BIN)/python -m webui.messages compile
	@$(TRANSLATOR) serve

models: $(VENV)/.run ## list the machine-translation packages, and how to get more
	@$(TRANSLATOR) models list

test: $(VENV)/.dev chromium schemas ## set everything up and run the tests
	$(BIN)/python -m pytest --ignore=tests/convert

test-convert: ## run the tests of model conversion as well (installs torch)
	@if $(MAKE) -s --no-print-directory $(CONVERT)/.done; then \
	  $(CONVERT)/bin/python -m pytest tests/convert; \
	elif [ -n "$(CI)" ]; then exit 1; \
	else echo "torch and transformers can't be installed: the tests of conversion are skipped."; fi

# The browser tests drive Debian's Chromium; where it can't be had they say that they are skipped.
chromium:
	@command -v chromium >/dev/null || { [ -z "$(OFFLINE)" ] && command -v apt-get >/dev/null \
	  && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qq -y chromium >/dev/null; } \
	  || echo "No Chromium: the browser tests are skipped. To run them: apt-get install chromium"

# XLIFF's schema comes in a Debian package; where it can't be had its test says that it is skipped.
schemas: | $(VENV)/bin/python
	@test -d $(VENV)/schemas || { [ -z "$(OFFLINE)" ] && command -v apt-get >/dev/null \
	  && mkdir -p $(VENV)/download && cd $(VENV)/download \
	  && apt-get -qq -o APT::Sandbox::User=root download php-symfony-translation >/dev/null 2>&1 \
	  && dpkg -x php-symfony-translation_*.deb ../schemas; } \
	  || echo "No XLIFF schema: its test is skipped."

test-lowest: ## run the tests with the oldest versions that our ranges admit
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(LOWEST)/bin/uv pip compile --quiet --resolution lowest-direct --extra dev pyproject.toml \
	  --output-file $(LOWEST)/requirements.txt
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --requirement $(LOWEST)/requirements.txt --editable .
	$(LOWEST)/bin/python -m pytest --ignore=tests/convert

cluster-demo: $(VENV)/.cluster ## draft the sample on a small cluster of this machine's own
	@$(BIN)/python -m tools.cluster_demo

screenshots: $(VENV)/.dev ## make the pictures in docs/images anew
	$(BIN)/python docs/screenshots.py

lint: $(VENV)/.dev ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

docs: $(VENV)/.dev ## build the documentation as pages in site-docs/
	$(BIN)/python -m tools.commands
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

clean: ## remove what can be made again, the virtual environment included
	rm -rf $(VENV) build site-docs .translator .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps make a second run install nothing.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed, as python3 or with make PYTHON=…: install the package python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv module is needed: install the package python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.run

# protobuf is for building the demo's tiny packages, where there are no others.
$(VENV)/.cluster: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[cluster]' protobuf
	@touch $@ $(VENV)/.run

# An environment of its own, so that all other tests run as they do where there is no torch. A build
# of torch that is there already is kept, see docs/models.md.
$(CONVERT)/.done: pyproject.toml | $(VENV)/bin/python
	$(PYTHON) -m venv $(CONVERT)
	$(CONVERT)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,convert]'
	@touch $@

# Argos packages are offered once; without a network, or with OFFLINE=1, the job goes on without.
$(VENV)/.models: | $(VENV)/.run
	@if [ -z "$(OFFLINE)" ]; then \
	  $(TRANSLATOR) models install --available --timeout $(NET_TIMEOUT) --within $(NET_LIMIT) \
	    || echo "Going on without these packages; \`$(TRANSLATOR) models list\` says how to get them later."; \
	fi
	@touch $@
