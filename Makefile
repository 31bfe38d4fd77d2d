# `make` alone lists what can be done. Everything runs in .venv, which the first command prepares.

PYTHON ?= python3
BIN    := .venv/bin
ARGS   ?=
# Two files with telephones at once, and one without, keep two cores busy (tests/conftest.py).
WORKERS ?= 3

# Files that are generated and committed: each generator can tell whether its own are stale.
GENERATORS := $(wildcard tools/generate_schema.py tools/draw_states.py tools/draw_architecture.py)

# What `make bench` runs, in this order: bench-<word>. A long one has a shorter form for that here.
BENCHES       := routing acd simulation calls queue seats latency fanout feed start gaps reports dialler wallboard
SHORT_calls   := --rounds 3
SHORT_queue   := --rounds 3
SHORT_latency := --rounds 3
SHORT_fanout  := --rounds 2
SHORT_start   := --rounds 1
SHORT_gaps    := --repetitions 10
SHORT_reports := --seats 200
SHORT_dialler := --days 60

.DEFAULT_GOAL := help
.PHONY: help venv web run check format lint types layers sizes generated web-check test screenshots hearing coverage-manual bench bench-page $(addprefix bench-,$(BENCHES)) wheel clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

venv: ## Prepare .venv with the pinned dependencies (done by the others when needed)
	@$(PYTHON) tools/bootstrap.py

web: venv ## Build pages, SDK and bar into src/callseat/web (done by the others when needed)
	@$(BIN)/python tools/web.py build

run: web ## Server, telephone network, calls and seats on this machine, to look at
	@$(BIN)/callseat demo $(ARGS)

check: venv ## Format, lint, types, layers, sizes, generated files; the same and tests for web/
	@$(MAKE) --no-print-directory --keep-going format lint types layers sizes generated web-check

format lint types layers sizes generated web-check: venv
format:
	$(BIN)/ruff format --check .
lint:
	$(BIN)/ruff check .
types:
	$(BIN)/mypy
layers:
	$(BIN)/lint-imports --no-logo
sizes:
	$(BIN)/python tools/check_sizes.py
generated:
	@set -e; for generator in $(GENERATORS); do \
	  echo "$$generator --check"; $(BIN)/python $$generator --check; \
	done
	$(BIN)/python -m benchmarks.page --check
web-check:
	$(BIN)/python tools/web.py check

test: web ## Every test, those on a real Asterisk included (ARGS="-k name" to choose)
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder --durations=10 $(ARGS)

screenshots: web ## Pictures of every page, into docs/screenshots
	CALLSEAT_WRITE_SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest tests/browser -q -k "page or desk" $(ARGS)

hearing: venv ## Measure who hears whom on a real Asterisk, into docs/hearing*.md
	CALLSEAT_WRITE_HEARING=1 $(BIN)/python -m pytest tests/e2e/test_hearing_pairs.py -q $(ARGS)

coverage-manual: venv ## Which commands and events of the manual the tests on the real switch use
	$(BIN)/python tools/coverage_manual.py

bench: venv ## Every benchmark, then docs/benchmarks.md: 45 minutes on an idle machine
	@$(foreach one,$(BENCHES),$(MAKE) --no-print-directory bench-$(one) ARGS="$(SHORT_$(one))" &&) \
	  $(MAKE) --no-print-directory bench-page

bench-page: venv ## docs/benchmarks.md from what the benchmarks found last
	$(BIN)/python -m benchmarks.page $(ARGS)

bench-routing: venv ## How long a decision takes with 120 and with 12,000 seats
	$(BIN)/python -m benchmarks.routing $(ARGS)

bench-acd: venv ## The ACD in virtual time against Erlang C and Erlang A
	$(BIN)/python -m benchmarks.erlang $(ARGS)

bench-dialler: venv ## Predictive dialling against the exact optimum (ARGS="--days 60")
	$(BIN)/python -m benchmarks.dialler $(ARGS)

bench-wallboard: web ## What 1,000 seats with 100 changes a second cost in Chromium
	$(BIN)/python -m benchmarks.wallboard $(ARGS)

bench-simulation: venv ## How much faster than the clock a day of 200 seats is
	$(BIN)/python -m benchmarks.simulation $(ARGS)

bench-calls: venv ## What a call costs beside plain Dial() (ARGS="--rounds 3")
	$(BIN)/python -m benchmarks.call_cost $(ARGS)

bench-feed: venv ## How fast 200 wallboards see 2,000 seats change (ARGS="--rate 50")
	$(BIN)/python -m benchmarks.status_feed $(ARGS)

bench-seats: venv ## 12,000 seats, 105 calls a second, one core (ARGS="--seconds 600")
	$(BIN)/python -m benchmarks.seats $(ARGS)

bench-latency: venv ## From the switch's event to the client's, beside a bare echo
	$(BIN)/python -m benchmarks.latency $(ARGS)

bench-fanout: venv ## One change to 10,000 clients, and memory of a seat, beside bare sockets
	$(BIN)/python -m benchmarks.fanout $(ARGS)

bench-start: venv ## Time to ready with 1,000 seats; 10,000 clients come back at once
	$(BIN)/python -m benchmarks.start $(ARGS)

bench-queue: venv ## Our waiting line beside Queue() of Asterisk (ARGS="--seats 1000")
	$(BIN)/python -m benchmarks.queue_race $(ARGS)

bench-reports: venv ## What a month's report of 1,000 seats costs (ARGS="--seats 100")
	$(BIN)/python -m benchmarks.month_report $(ARGS)

bench-gaps: venv ## What a customer does not hear when partners change (ARGS="--repetitions 10")
	$(BIN)/python -m benchmarks.transfer_gap $(ARGS)

wheel: web ## Build dist/callseat-*.whl
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls -1 dist/*.whl

clean: ## Remove what was built; a downloaded Asterisk stays
	rm -rf .venv .cache/bootstrap dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf .import_linter_cache web/node_modules src/callseat/web
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
