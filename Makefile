# On a machine with Go, a C compiler and make, two commands are enough:
#
#   make demo    try Regiebot in your browser
#   make test    run every test that needs nothing else

GO   ?= go
TAGS := sqlite_fts5 sqlite_omit_load_extension
TEST := $(GO) test -count=1 -timeout 25m -tags "$(TAGS)"

# What Docker and CI build: one file that needs no library of the machine it runs on.
STATIC_TAGS := $(TAGS) osusergo netgo timetzdata
STATIC      := -trimpath -tags "$(STATIC_TAGS)" -ldflags "-s -w -extldflags '-static'"

# Tools live in a folder that git does not see, by exact version.
LINT_VERSION := v2.15.0
LINT         := $(CURDIR)/.cache/golangci-lint-$(LINT_VERSION)/golangci-lint

# A Slack that others wrote, for the tests: an npm package, by exact version.
EMULATE_VERSION := 0.12.2
EMULATE_FOLDER  := $(CURDIR)/.cache/emulate-$(EMULATE_VERSION)
EMULATE         := $(EMULATE_FOLDER)/node_modules/emulate/package.json

FUZZTIME ?= 10s

.PHONY: help demo test check lint build static bench chaos fuzz fuzz-long e2e judge emulate skipped

help: ## this list
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/make \1\t\2/' | expand -t 17

demo: build ## the local chat page on 127.0.0.1:8080, with an example team and a throw-away database
	@exec bin/regiebot demo

test: skipped ## every test that needs no network; says what it skips
	$(TEST) ./...

check: lint $(EMULATE) ## what CI wants: lint, and every test, also those that need PostgreSQL, Node or a browser, looking for races
	REGIEBOT_TEST_POSTGRES=required REGIEBOT_TEST_EMULATE=required $(TEST) -race ./...
	@$(MAKE) --no-print-directory judge
	@$(MAKE) --no-print-directory e2e

build: ## the program, in bin/regiebot
	$(GO) build -tags "$(TAGS)" -o bin/regiebot ./cmd/regiebot

static: ## the program as one file without libraries, in dist/regiebot
	$(GO) build $(STATIC) -o dist/regiebot ./cmd/regiebot

e2e: ## the chat page in a real browser (needs Chromium)
	cd e2e && REGIEBOT_TEST_BROWSER=required $(GO) test -count=1 ./...

# The judge is what Mattermost itself is made of: a module of its own, because the program
# must not link it.
judge: ## what Mattermost's own model says of everything that goes there
	cd bot/mattermost/judge && $(TEST) ./...

lint: $(LINT) ## the linters of .golangci.yml (the first time builds them: a few minutes)
	$(LINT) run ./...
	cd e2e && $(LINT) run --config ../.golangci.yml ./...
	cd bot/mattermost/judge && $(LINT) run --config ../../../.golangci.yml ./...

$(LINT):
	GOBIN=$(@D) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)

emulate: $(EMULATE) # the Slack that the tests use

$(EMULATE):
	npm install --prefix $(EMULATE_FOLDER) --no-save --ignore-scripts --no-audit --no-fund emulate@$(EMULATE_VERSION)

bench: ## the figures, as a table; BENCH_CASUSSEN=10000 for a quick look
	$(TEST) -run '^$$' -bench '^BenchmarkFigures$$' -benchtime 1x -timeout 2h ./bench
	$(TEST) -run '^$$' -bench '^BenchmarkLeugens$$' -benchtime 1x ./summary

# How much must have happened before it calms down; the same seed throws the same dice.
CHAOS_KILLS     ?= 1000
CHAOS_REMINDERS ?= 100000
CHAOS_SEED      ?= 1

chaos: ## lost, doubled and late reminders while processes are killed and the platform lies; CHAOS_KILLS=50 CHAOS_REMINDERS=5000 for a quick look
	CHAOS_KILLS=$(CHAOS_KILLS) CHAOS_REMINDERS=$(CHAOS_REMINDERS) CHAOS_SEED=$(CHAOS_SEED) \
		REGIEBOT_TEST_POSTGRES=required $(TEST) -v -run '^TestChaos$$' -timeout 6h ./chaos

fuzz: ## every parser against random input, FUZZTIME=10s each
	@$(TEST) -list '^Fuzz' ./... | awk '/^Fuzz/ {names[++n]=$$1} /^ok/ {for (i=1; i<=n; i++) print names[i], $$2; n=0}' | \
	while read -r name package; do \
		$(TEST) -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 2s -timeout 0 "$$package" || exit 1; \
	done

fuzz-long: ## the same, for at least ten minutes each
	@$(MAKE) --no-print-directory fuzz FUZZTIME=10m

# One line for each thing that `make test` leaves out: what, why, and how to run it.
skipped:
	@$(TEST) -v -run '^TestEachDatabaseOpens$$' ./store/storetest | \
		sed -n 's/.*not tested on PostgreSQL: \(.*\)/skipped: PostgreSQL. \1. Once it is there: make test/p'
	@test -f $(EMULATE) && command -v node >/dev/null || \
		echo "skipped: Slack as others wrote it. It needs Node, and the npm package emulate that make check installs. Run it with: make check"
	@echo "skipped: the chat page in a browser. It needs Chromium and a module of its own. Run it with: make e2e"
	@echo "skipped: what Mattermost's own model says. It is a module of its own. Run it with: make judge"
	@echo "skipped: the race detector and the linters. They take minutes. Run them with: make check"
