# Everything goes through here; `make help` lists it. The work is in scripts/.

.DEFAULT_GOAL := help
PORT ?= 8080
WASM := www/pkg/prunelab_bg.wasm
RUST := Cargo.toml Cargo.lock .cargo/config.toml $(shell find src -name '*.rs')

.PHONY: help serve build test lint format bench clean setup setup-test

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

serve: setup $(WASM) ## Build what changed and serve the page (PORT=8080)
	@PORT=$(PORT) node scripts/serve.mjs

build: setup $(WASM) ## Build dist/, a static site for any web server
	@scripts/build-dist

test: ## Run every check and every test
	@scripts/test

lint: ## Run formatters, linters and type checks only
	@scripts/test lint

format: setup-test ## Format Rust, JavaScript, CSS and JSON in place
	@cargo fmt
	@node_modules/.bin/prettier --write --log-level warn .

ifneq ($(wildcard bench/run),)
bench: setup-test $(WASM) ## Measure speed side by side with peers
	@bench/run
endif

clean: ## Remove everything that was built or installed here
	@rm -rf target dist www/pkg node_modules .tools test-results

# Installs what is missing; does nothing, quickly, when nothing is.
setup:
	@scripts/setup build

setup-test:
	@scripts/setup test

$(WASM): $(RUST) scripts/build-wasm | setup
	@scripts/build-wasm
