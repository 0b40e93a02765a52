# A thin front to meson: what a person types first. Everything else is in README.md and tests/README.md.
BUILD ?= build
BUILD_ASAN ?= build-asan
BUILD_FUZZ ?= build-fuzz
LESSON ?= journey
SECONDS ?= 180
PICTURES ?= pictures

all: build

# Installs what is missing, and says so first.
deps:
	@build-aux/deps.sh build tests
deps-build:
	@build-aux/deps.sh build
deps-fuzz:
	@build-aux/deps.sh build fuzz

build: deps-build
	@[ -f $(BUILD)/build.ninja ] || meson setup $(BUILD)
	@meson compile -C $(BUILD)

# The window where there is a display, else the first lesson in the terminal.
run: build
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  POSTGLASS_LOCALEDIR=$(CURDIR)/$(BUILD)/po exec $(BUILD)/src/app/postglass; \
	else \
	  POSTGLASS_LOCALEDIR=$(CURDIR)/$(BUILD)/po exec $(BUILD)/src/cli/postglass-cli run $(LESSON); \
	fi

# All suites, then our code again under ASan and UBSan; ends with "N passed, N failed, N skipped".
test: deps
	@build-aux/run-tests.sh $(BUILD) $(BUILD_ASAN)

# The same, then ten times as many stories of the oracle and every fuzz target for SECONDS.
test-long: test oracle-long fuzz
oracle-long: build
	@meson test -C $(BUILD) --no-rebuild --benchmark --print-errorlogs oracle-long

asan: deps
	@[ -f $(BUILD_ASAN)/build.ninja ] || meson setup -Db_sanitize=address,undefined \
	  -Db_lundef=false -Dbuildtype=debug -Doptimization=1 $(BUILD_ASAN)
	@meson compile -C $(BUILD_ASAN)

fuzz: deps-fuzz
	@build-aux/run-fuzz.sh $(BUILD_FUZZ) $(SECONDS)

# Pictures of the window, made by the program itself on a display of its own.
pictures: build deps
	@mkdir -p $(PICTURES)
	@POSTGLASS_LOCALEDIR=$(CURDIR)/$(BUILD)/po \
	  HEADLESS_SCREEN=3840x2160x24 tests/headless.sh $(BUILD)/src/app/postglass --pictures $(PICTURES)
	@POSTGLASS_LOCALEDIR=$(CURDIR)/$(BUILD)/po ADW_DEBUG_HIGH_CONTRAST=1 \
	  HEADLESS_SCREEN=3840x2160x24 tests/headless.sh $(BUILD)/src/app/postglass --pictures $(PICTURES)

# A Debian package of this tree.
deb: deps
	@build-aux/make-deb.sh package

format:
	@find src tests -name '*.[ch]' -exec clang-format -i {} +

clean:
	@rm -rf $(BUILD) $(BUILD_ASAN) $(BUILD_FUZZ)

.PHONY: all deps deps-build deps-fuzz build run test test-long oracle-long asan fuzz pictures deb format clean
