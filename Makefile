# The commands of this project. Each one prepares what it needs (scripts/setup), and must not repeat what is already
# done.

export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)

.PHONY: help setup serve watch new check test test-long bench dist clean

help:
	@echo 'make serve   set up, build the release and serve it on http://127.0.0.1:3000'
	@echo 'make watch   set up, build and serve, and rebuild on every change'
	@echo 'make new DIR=../choir   create a new application based on Hallpass'
	@echo 'make check   run rustfmt and clippy'
	@echo 'make test    run all checks and tests: format, Rust, SQLite, PostgreSQL, release, browser'
	@echo 'make test-long   run the same, with twenty times as many random sequences'
	@echo 'make bench   compare the speed with bare Leptos, bare axum, Flask, Django and Better Auth'
	@echo 'make dist    build the release as a folder and an archive in dist/'
	@echo 'make setup   only set up the tools'
	@echo 'make clean   remove all build output (not the data, not the tools)'

setup:
	@scripts/setup

serve: setup
	@mkdir -p data
	cargo leptos serve --release --split --precompress

watch: setup
	@mkdir -p data
	cargo leptos watch --split

new: setup
	cargo run --quiet --features ssr -- new $(DIR)

check: setup
	@scripts/check

dist: setup
	@scripts/dist

test:
	@scripts/setup test
	@scripts/test

test-long:
	@scripts/setup test
	@PROPTEST_CASES=10000 scripts/test

# Shorter: make bench ARGS='--rounds 2 --seconds 2 --only page'
bench: setup
	@scripts/bench $(ARGS)

clean:
	rm -rf target dist test-results playwright-report
