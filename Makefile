# Everything goes through here; `make help` lists it. The work is in scripts/.

.DEFAULT_GOAL := help
PORT ?= 8080
WASM := www/pkg/prunelab_bg.wasm
PAGE := dist/index.html
RUST := Cargo.toml Cargo.lock .cargo/config.toml $(shell find src kernels module -name '*.rs' -o -name Cargo.toml)

.PHONY: help serve build test lint format describe bench clean setup setup-lint setup-test

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

serve: setup $(PAGE) ## Build what changed and serve the page (PORT=8080)
	@PORT=$(PORT) node scripts/serve.mjs

build: setup $(PAGE) ## Build dist/, a static site for any web server

test: ## Run every check and every test
	@scripts/test

lint: ## Run formatters, linters and type checks only
	@scripts/test lint

format: setup-lint ## Format Rust, JavaScript, CSS and JSON in place
	@cargo fmt --all
	@node_modules/.bin/prettier --write --log-level warn .

describe: ## Write www/description.js, what the page knows of the crate
	@cargo run --quiet --example describe > target/description.js
	@cp target/description.js www/description.js

ifneq ($(wildcard bench/run),)
bench: setup-test $(PAGE) ## Measure speed side by side with peers
	@bench/run
endif

clean: ## Remove everything that was built or installed here
	@rm -rf target dist www/pkg node_modules .tools test-results

# Installs what is missing; does nothing, quickly, when nothing is.
setup:
	@scripts/setup build

setup-lint:
	@scripts/setup lint

setup-test:
	@scripts/setup test

$(PAGE): $(WASM) index.html scripts/build-dist scripts/dist.mjs $(shell find www -name '*.js' -o -name '*.css' -o -name '*.svg')
	@scripts/build-dist

$(WASM): $(RUST) scripts/build-wasm | setup
	@scripts/build-wasm
