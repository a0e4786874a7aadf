# The one door to every task: `make help`. Each task sets up what it needs, once (Scripts/setup/prepare).

PHOTO ?= $(NARCIS_CACHE)/photographs/astronaut.png
WORDS ?= corporate confidence
OUT ?= portrait.png

NARCIS_CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/narcis
PREFIX ?= $(HOME)/.local
export NARCIS_CACHE PHOTO WORDS OUT PREFIX

SWIFT := Scripts/setup/swift
NARCIS := .build/release/narcis

.DEFAULT_GOAL := help
.PHONY: help setup portrait install build release test lint picture format parity bench samples evaluate test-gpu gpu-pack fuzz mecene mecene-integration bench-mecene clean

help: ## Show this list
	@echo "Narcis: a portrait from a photograph and two words. Tasks:"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "Variables:"
	@awk -F ' ## ' '/^## [A-Z_]+=/ { sub("^## ", "", $$1); printf "  %-22s %s\n", $$1, $$2 }' Makefile

## PHOTO=FILE ## photograph for `make portrait` (default: an example photograph)
## WORDS="two words" ## idea for `make portrait` (default: corporate confidence)
## OUT=FILE ## where `make portrait` writes (default: portrait.png)
## PREFIX=FOLDER ## where `make install` puts the program (default: ~/.local)
## LIBTORCH=FOLDER ## use this libtorch instead of the one that set-up fetches
## NARCIS_CACHE=FOLDER ## where set-up keeps what it fetches (default: ~/.cache/narcis)
## NARCIS_WHEELS=FOLDER ## folder of already downloaded packages, for set-up without a network

portrait: release ## Turn a photograph into a portrait
	@$(NARCIS) portrait "$$PHOTO" "$$WORDS" --output "$$OUT"

# Tests with sockets, time limits and tasks that wait for one another have a process of their own: the engine's networks
# keep every core busy for minutes.
WAITING := LanguageModelsTests|WorkflowTests|ServiceKitTests|HTTPServiceTests|Mecene[A-Za-z]*Tests|NarcisMeceneTests
WAITING := $(WAITING)|PortraitDomainTests|SupportTests

test: setup ## Build and run all tests
	@$(SWIFT) build --build-tests
	@$(SWIFT) test --skip-build --filter '^($(WAITING))\.'
	@$(SWIFT) test --skip-build --skip '^($(WAITING))\.'

setup: ## Install libraries, face models and example photographs (once)
	@Scripts/setup/prepare

install: release ## Put `narcis` on the path (PREFIX, default ~/.local)
	@Scripts/setup/install

build: setup ## Build everything for debugging
	@$(SWIFT) build

release: setup
	@$(SWIFT) build --configuration release --product narcis

lint: setup ## Check style, module arrows and file lengths
	@Scripts/lint/lint

picture: setup ## Draw the targets and their arrows into Documentation/architecture.md
	@Scripts/lint/draw

format: ## Format all Swift files
	@swift format --in-place --parallel --recursive Package.swift Sources Tests

parity: release ## Compare every stage with the Python reference
	@Scripts/parity/run

bench: release ## Measure speed and memory beside the Python reference
	@Scripts/bench/run

samples: release ## Draw the contact sheets in Documentation/images
	@Scripts/samples/run

evaluate: release ## Measure likeness and style of the embedded model
	@Scripts/evaluate/run

test-gpu: setup ## Check half precision and time a step on a GPU (LIBTORCH with CUDA)
	@NARCIS_TEST_GPU=1 $(SWIFT) test --filter GPU

gpu-pack: setup ## Make the pack that checks and measures the engine on a machine with a GPU
	@Scripts/gpu/pack

fuzz: setup ## Feed the readers with many more broken files than `make test` does
	@NARCIS_FUZZ_ROUNDS=$${NARCIS_FUZZ_ROUNDS:-20000} $(SWIFT) test --filter Fuzz

mecene: setup ## Run the Mecene service on 127.0.0.1:8080
	@WITHOUT_TORCH=1 $(SWIFT) build --configuration release --product narcis-mecene
	@.build/release/narcis-mecene

mecene-integration: setup ## Run Mecene on a real local language model, 20 word pairs
	@WITHOUT_TORCH=1 $(SWIFT) build --configuration release --product narcis-mecene
	@Scripts/mecene/integration

bench-mecene: setup ## Measure the Mecene service's memory and latency
	@WITHOUT_TORCH=1 $(SWIFT) build --configuration release --product narcis-mecene
	@Scripts/mecene/bench

clean: ## Remove what was built (what set-up fetched stays)
	@rm -rf .build
