# Every way in. `make help` lists them.

# WebAssembly codecs only, so that pixels do not depend on what the host has installed.
export GOFLAGS := -tags=nodynamic
# The Go that go.mod names, which has the newest mends of its own library, where it can be had; else the one that is here.
export GOTOOLCHAIN := $(shell GOTOOLCHAIN=auto go version >/dev/null 2>&1 && echo auto || echo local)
VERSION := $(shell git describe --always --dirty 2>/dev/null || echo unknown)
PYTHON  := .venv/bin/python
TEMPL   := go tool templ $(shell sed -n 's/^generate: //p' templ.yaml)
PICTURES ?= ../shared/data/test

comma := ,
.PHONY: help setup setup-python setup-test build run test test-go test-python check generate vulnerable bench soak tables codecs gpu-pack clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

setup: ## put libonnxruntime and ffmpeg into bin/
	@setup/native.sh bin

build: setup ## build bin/uncodec
	go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o bin/uncodec .

run: build ## build and serve on 127.0.0.1:8080; options in ARGS
	bin/uncodec serve $(ARGS)

setup-python: .venv/ready ## install PyTorch and the like into .venv, for training

.venv/ready: training/requirements.txt training/requirements-alone.txt
	@python3 -c 'import venv, ensurepip' 2>/dev/null || setup/apt.sh python3 python3-venv
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps -r training/requirements-alone.txt
	touch $@

setup-test: setup setup-python ## what the tests need besides: two browsers, libjpeg's programs, exiftool
	@setup/apt.sh chromium firefox-esr libjpeg-turbo-progs libimage-exiftool-perl

test: setup-test check test-go test-python ## install what is missing and run every test

test-go: setup
	go vet ./...
	go test -timeout 30m ./...
	go test -race -timeout 30m ./cache ./turns ./store

test-python: .venv/ready
	$(PYTHON) -m ruff check training
	$(PYTHON) -m ruff format --check training
	$(PYTHON) -m pytest -q training

check: ## fail if generated pages are stale, cannot be made, or Go is not formatted
	@test -z "$$(gofmt -l .)" || { echo "run gofmt -w on:"; gofmt -l .; exit 1; }
	@before=$$(cat web/*_templ.go | sha256sum); \
	said=$$($(TEMPL) 2>&1) || { status=$$?; echo "$$said" >&2; exit $$status; }; \
	test "$$before" = "$$(cat web/*_templ.go | sha256sum)" || { echo "web/*_templ.go were stale: commit them"; exit 1; }

generate: ## make Go out of the templ pages
	$(TEMPL)

vulnerable: ## ask Go's database which known vulnerabilities the program reaches; a copy of it by DB=file:///…
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 $(if $(DB),-db $(DB)) -tags nodynamic ./...

bench: build ## seconds per megapixel, share outside ONNX Runtime, answer of a moved control, peak memory
	go test -run '^$$' -bench . -benchtime 5x ./codec/jpeg ./codec/vp8 ./codec/hevc ./codec/av1 ./codec/avc ./inference ./studio
	go test -run '^$$' -bench . -benchtime 1x .

soak: setup ## an hour of two visitors with good and bad pictures: what fails, what creeps; TIME=30m for less
	go test -count=1 -run TestSoak -soak $(or $(TIME),1h) -timeout 3h -v .

tables: build .venv/ready ## measure the models over PICTURES, put the figures into them, into docs/results.md and the README
	$(PYTHON) -m training.measure --pictures $(PICTURES)
	$(PYTHON) -m training.report.results
	$(PYTHON) -m training.report.readme

codecs: .venv/ready ## train the learned codecs on SHARDS into assets/codecs; on a GPU, 43 minutes
	$(PYTHON) -m training.learned.series --shards $(subst $(eval ) ,$(comma),$(wildcard $(SHARDS))) --minutes 100000

gpu-pack: .venv/ready ## lay what a GPU slice needs into .gpu/: WHEELS=1, MODELS to start from, BANK of VVC patches OF shards, CROPS of test pictures, SHARDS
	rm -rf .gpu && mkdir .gpu
	$(if $(WHEELS),$(PYTHON) -m pip install -q --no-deps --only-binary=:all: --python-version 3.12 --implementation cp \
	    --platform manylinux_2_34_x86_64 --platform manylinux_2_28_x86_64 --platform any --target .gpu/site \
	    $$(grep ^av== training/requirements.txt) $$(grep == training/requirements-alone.txt))
	$(if $(WHEELS),XZ_OPT=-9T0 tar -C .gpu -cJf .gpu/site.tar.xz site && rm -rf .gpu/site)
	$(foreach model,$(MODELS),mkdir -p .gpu/$(model) && cp $(model)/pnet.onnx $(model)/rnet_encoder.onnx $(model)/rnet_decoder.onnx .gpu/$(model)/;)
	$(if $(BANK),$(PYTHON) -m training.bank_make --source $(BANK) --target .gpu/bank --shards $(OF))
	$(if $(CROPS),$(PYTHON) -m training.validation --source $(CROPS) --target .gpu/crops)
	$(if $(SHARDS),mkdir .gpu/shards && cp $(SHARDS) .gpu/shards/)
	chmod -R u+w .gpu && du -sh .gpu

clean: ## remove what make made; bin/, .venv/
	rm -rf bin .venv
