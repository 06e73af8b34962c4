# make help lists itself. Every target is one command that also works without make.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: pictures word-table help report test durations lab lint format lock bench-agreement bench-cleaning bench-intake bench-unseen bench-reports bench-reading bench-themes bench-growth bench-sampled bench-coding bench-disclosure bench-compare promises mutants

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | while IFS='|' read -r name text; do printf '  %-18s %s\n' "$$name" "$$text"; done

report: ## the whole analysis of the bundled consultation
	python3 run.py report

test: ## all tests
	python3 run.py test

durations: ## all tests, and the 25 that take longest
	$(PYTHON) -m pytest -n 2 --dist loadfile --durations=25

lab: ## JupyterLab on the notebooks
	python3 run.py lab

promises: ## what the suite tests in small, at full size: runs, kills, canaries, second releases
	$(PYTHON) benchmarks/promises_runs.py --kills 50 --orders 20
	$(PYTHON) benchmarks/promises_commands.py --moments 20
	$(PYTHON) -m pytest -m promises tests

lint: ## ruff and mypy, nothing changed
	python3 run.py lint

format: ## ruff, formatting and safe fixes
	$(PYTHON) -m ruff check --fix . && $(PYTHON) -m ruff format .

lock: ## resolve requirements/lock.txt anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --extra test -o requirements/lock.txt pyproject.toml requirements/build.in

bench-agreement: ## verdicts, coverage, false discoveries, the largest consultation (an hour)
	$(PYTHON) benchmarks/agreement_coverage.py
	$(PYTHON) benchmarks/agreement_verdicts.py
	$(PYTHON) benchmarks/agreement_chance.py
	$(PYTHON) benchmarks/agreement_discoveries.py
	$(PYTHON) benchmarks/agreement_scale.py

bench-compare: ## two waves: false claims where nothing changed, a planted change found (after make report)
	$(PYTHON) benchmarks/compare_waves.py --splits 200 --plants 200 --themes 10

mutants: ## small faults in the rules that decide what is said: is each noticed by a test?
	$(PYTHON) benchmarks/mutants.py

bench-cleaning: ## personal data, campaigns, time and memory: make bench-cleaning COMMENTS=DIR
	$(PYTHON) benchmarks/cleaning_quality.py $(COMMENTS)
	$(PYTHON) benchmarks/cleaning_growth.py

bench-intake: ## drafts of a folder of folders of exports: make bench-intake EXPORTS=DIR
	$(PYTHON) benchmarks/intake_drafts.py $(EXPORTS)

bench-unseen: ## drafts of 30 bundled, invented exports of 17 languages
	$(PYTHON) benchmarks/intake_unseen.py

bench-reports: ## a report of every export from a draft nobody corrected: make bench-reports EXPORTS=DIR
	$(PYTHON) benchmarks/intake_reports.py $(EXPORTS)

bench-reading: ## reading and checking at their limits: 5,000 columns, 200,000 rows, deep nesting
	$(PYTHON) benchmarks/reading_limits.py

bench-themes: ## agreement with people's codes, speed, shuffled words, beside peers: make bench-themes COMMENTS=DIR
	$(PYTHON) benchmarks/themes_quality.py $(COMMENTS)
	$(PYTHON) benchmarks/themes_speed.py $(COMMENTS)/nhs_p1_category_5words.csv
	$(PYTHON) benchmarks/themes_shuffled.py $(COMMENTS)/numpy_survey_priority_comments.csv

pictures: ## the pictures of the README, from the bundled report (needs Chromium)
	$(PYTHON) benchmarks/readme_pictures.py

word-table: ## build the table of word vectors anew (needs the extra peer and wordfreq)
	$(PYTHON) benchmarks/build_word_table.py

bench-growth: ## time and memory of themes and cleaning by size, beside scikit-learn: make bench-growth SIZES="10000 1000000"
	$(PYTHON) benchmarks/themes_growth.py $(SIZES)
	$(PYTHON) benchmarks/cleaning_growth.py $(SIZES)

bench-sampled: ## themes learnt from a sample beside themes learnt from all: make bench-sampled COMMENTS=DIR
	$(PYTHON) benchmarks/themes_sampled.py $(COMMENTS)

bench-coding: ## what a few coded comments teach, beside scikit-learn: make bench-coding COMMENTS=DIR
	$(PYTHON) benchmarks/themes_multi.py $(COMMENTS)

bench-disclosure: ## whether hidden counts or shares can be worked back
	$(PYTHON) benchmarks/disclosure_audit.py
	$(PYTHON) benchmarks/disclosure_worlds.py
	$(PYTHON) benchmarks/percentages.py
