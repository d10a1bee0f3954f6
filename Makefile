# Two commands: `make run` shows the site, `make test` tries all of it. They need python3 and make, nothing else.

PYTHON ?= python3
PORT ?= 8000
VENV_PYTHON = .venv/bin/python

.PHONY: run test format verrous

run:
	@$(PYTHON) tools/bootstrap.py requirements.txt
	@$(VENV_PYTHON) -m tools.demarrer $(PORT)

# ARGS goes to pytest: make test ARGS="tests/gediq -k publication"
test:
	@$(PYTHON) tools/bootstrap.py requirements-test.txt
	@$(VENV_PYTHON) -m tests $(ARGS)

# Lays out the code as the tests want it.
format:
	@$(PYTHON) tools/bootstrap.py requirements-test.txt
	@$(VENV_PYTHON) -m ruff format --quiet
	@$(VENV_PYTHON) -m ruff check --fix

# For maintainers, with uv: new versions of the libraries, with their hashes. Read the difference before committing.
LOCK = uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 \
	--no-header --no-annotate --no-emit-index-url
verrous:
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-test.in -c requirements.txt -o requirements-test.txt
