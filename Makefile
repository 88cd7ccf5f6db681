PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
INSTALLED := .venv/installed
READY := .venv/ready

.DEFAULT_GOAL := help
.PHONY: help run test check fuzz golden data mutants gates record calibrate docs bench dist engines clean

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(INSTALLED): setup.cfg pyproject.toml
	@echo "Installing cleanmt in .venv (a minute, once)"
	@$(PYTHON) -m venv .venv
	@$(PIP) --upgrade pip
	@$(PIP) -e .
	@touch $@

$(READY): $(INSTALLED)
	$(PIP) -e '.[test]'
	@touch $@

run: $(INSTALLED) ## look at the five articles in seeds/
	@$(BIN)/python -m tools.first_look seeds

test: $(READY) check ## the whole suite, with coverage
	$(BIN)/pytest --cov --cov-report=term-missing:skip-covered

check: $(READY) ## lint, types, the rules' own examples
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/cleanmt rules test

fuzz: $(READY) ## the properties again, on texts that no run has seen
	$(BIN)/pytest --hypothesis-profile=new $$(grep -l "^from hypothesis" tests/*.py)

golden: $(READY) ## rewrite tests/golden/ from what cleanmt does now; git shows the change
	$(BIN)/python -m tests.golden

data: $(READY) ## rewrite the generated columns of rules/data/; git shows the change
	$(BIN)/python -m tools.build_data

mutants: $(READY) ## say which alternatives of the rules no example misses; RULES="quotes names/people" for some (minutes)
	$(BIN)/python -m tools.mutate_rules $(RULES)

gates: $(READY) ## list what `when` and `except` of rules kept quiet on the texts in TEXTS; RULES="quotes names/people" for some
	$(BIN)/python -m tools.gates $(TEXTS) $(RULES)

record: $(READY) ## measure every rule on the texts in TEXTS and rewrite rules/record.tsv; without TEXTS say what it bears
	$(BIN)/python -m tools.record $(if $(KEEP),--keep $(KEEP)) $(TEXTS)

calibrate: $(READY) ## fit how likely a text is machine-translated to the texts in TEXTS, and say how far that can be trusted
	$(BIN)/python -m tools.calibrate $(TEXTS)

docs: $(READY) ## build the site in build/site/; a broken link is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet

bench: $(READY) .venv/bench/ready ## measure cleanmt beside other tools and write docs/benchmarks.md (half an hour)
	$(BIN)/python -m benchmarks

.venv/bench/ready: benchmarks/peers.txt
	$(PYTHON) -m venv .venv/bench
	.venv/bench/bin/python -m pip install -qq --disable-pip-version-check -r benchmarks/peers.txt
	@touch $@

dist: $(READY) ## build sdist and wheel, install the wheel in a fresh environment, check the seeds with it
	rm -rf build/lib build/bdist.* dist .venv/dist  # build/site is the documentation
	$(PIP) build
	$(BIN)/python -m build --quiet
	$(PYTHON) -m venv .venv/dist
	.venv/dist/bin/python -m pip install -qq --disable-pip-version-check dist/*.whl
	.venv/dist/bin/cleanmt check --statistics --exit-zero seeds/

engines: .venv/engines/ready ## run the recipes for Ray, Spark, datasets, Polars and datatrove (1.5 GB; Spark needs Java)
	.venv/engines/bin/python -m pytest -p no:cacheprovider tests/test_engines.py

.venv/engines/ready: setup.cfg
	$(PYTHON) -m venv .venv/engines
	.venv/engines/bin/python -m pip install --quiet --disable-pip-version-check -e '.[ray,spark,datatrove]' datasets polars pytest hypothesis
	@touch $@

clean: ## back to a fresh clone
	rm -rf .venv build dist *.egg-info .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
