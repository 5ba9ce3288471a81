# Two commands matter: `make run` and `make test`. Each sets up whatever it needs.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-spark bench gallery lint audit lock browser clean

run: $(VENV)/.ready
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/.ready-dev browser
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -n auto --dist worksteal

# The tests of Spark Connect, on a real Spark with two workers too: needs Java 17, and fetches the whole of pyspark.
test-spark: $(VENV)/.ready-dev
	test -x .venv-spark/bin/python || ($(PYTHON) -m venv .venv-spark && \
		.venv-spark/bin/python -m pip install --quiet --require-hashes -r requirements.lock && \
		.venv-spark/bin/python -m pip install --quiet $$(sed 's/-client//' requirements-cluster.txt))
	MIRSAD_SPARK_PYTHON=$(CURDIR)/.venv-spark/bin/python $(BIN)/python -m pytest -rs \
		tests/unit/test_engines.py tests/unit/test_spread.py

# SPACY=1 puts spaCy beside it, in an environment of its own: it is compared with, never used.
bench: $(VENV)/.ready-dev browser
	$(if $(SPACY),test -x .venv-spacy/bin/python || ($(PYTHON) -m venv .venv-spacy && .venv-spacy/bin/python -m pip install --quiet spacy))
	$(BIN)/python -m tests.benchmarks

# Pictures of every page for the README; look at them before you commit them.
gallery: $(VENV)/.ready-dev browser
	$(BIN)/python -m tests.browser.gallery

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .

# Known vulnerabilities of what is installed, from the public database; needs the internet. It fails where a package could
# not be looked up.
audit: $(VENV)/.ready
	test -x .venv-audit/bin/pip-audit || ($(PYTHON) -m venv .venv-audit && .venv-audit/bin/python -m pip install --quiet pip-audit)
	.venv-audit/bin/pip-audit --strict --path $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

# Chromium and fonts come from the system's packages: a browser build of Playwright's own is not used.
browser:
	@bash .ci/browser

# What is installed stands in the locks: every package, also those that others bring, with the hashes of its files, for
# every system and every Python from 3.11; what runs is what was tested. Made anew after a change of requirements*.txt.
lock:
	test -x .venv-lock/bin/uv || ($(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet uv)
	.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    requirements-dev.txt -o requirements-dev.lock
	.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    requirements.txt -c requirements-dev.lock -o requirements.lock

$(VENV)/.ready: requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Mirsad needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) .venv-spark .pytest_cache .ruff_cache .hypothesis
