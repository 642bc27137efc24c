# Everything a person types. PORT, DATA_DIR and DATABASE_URL are taken from the environment.

SHELL := /bin/sh
RUN := .venv/bin/python
export PYTHONUNBUFFERED := 1
.DEFAULT_GOAL := help
.PHONY: help up code test check bench bench-data bench-lines bench-guard bench-diagnose bench-answers web lock renew clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: ## install what is missing, start everything, print where to go
	@scripts/bootstrap run
	@exec $(RUN) -m trustdesk up

code: ## the demo agents' sign-in codes of this minute
	@$(RUN) -m trustdesk code

test: ## every test: Python, web, browser, faults
	@scripts/bootstrap dev
	@scripts/run-tests

check: ## what must hold before a commit: format, lint, floors, types, parts, tests
	@scripts/bootstrap dev
	$(RUN) -m ruff format --check
	$(RUN) -m ruff check
	.venv/bin/lint-imports --no-logo
	.venv/bin/basedpyright
	$(RUN) -m scripts.supply
	$(RUN) -m pytest -q -m "not browser and not faults"
	npm --prefix web run check

bench: ## the figures, one JSON line each; PARTS="posts live" for some of them
	@scripts/bootstrap dev
	@$(RUN) -m bench $(PARTS)

bench-data: ## the million conversations that the bench reads, made once and kept in var/bench
	@scripts/bootstrap dev
	@$(RUN) -m bench.data

bench-lines: ## the lines: mail taken in, read, on the screen, the chat meanwhile; Telegram updates
	@scripts/bootstrap dev
	@$(RUN) -m bench lines telegram

bench-diagnose: ## a hundred diagnoses at once; the chat while every upstream hangs
	@scripts/bootstrap dev
	@$(RUN) -m bench.diagnose

bench-guard: ## how well secrets are recognised
	@scripts/bootstrap dev
	@$(RUN) -m bench.guard

bench-answers: ## how well questions are understood and answered; BANKING77=file QUESTIONS=file for more
	@scripts/bootstrap dev
	@$(RUN) -m bench.answers

web: ## build the web pages
	@scripts/bootstrap web

lock: ## pin again what pyproject.toml asks for
	@scripts/lock

renew: ## the same, each pin the newest that is allowed, as SECURITY.md promises every 90 days
	@scripts/lock renew

clean: ## remove what was built and installed; var/ is kept
	rm -rf .venv web/node_modules src/trustdesk/static
