# make help lists itself. Every target is one command that also works without make.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help report test lab lint format lock themes-quality

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | while IFS='|' read -r name text; do printf '  %-18s %s\n' "$$name" "$$text"; done

report: ## the whole analysis of the bundled consultation
	python3 run.py report

test: ## all tests
	python3 run.py test

lab: ## JupyterLab on the notebooks
	python3 run.py lab

lint: ## ruff, nothing changed
	$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check .

format: ## ruff, formatting and safe fixes
	$(PYTHON) -m ruff check --fix . && $(PYTHON) -m ruff format .

lock: ## resolve requirements/lock.txt anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --extra test -o requirements/lock.txt pyproject.toml requirements/build.in
