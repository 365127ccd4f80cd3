# Tiếng Bản. `make run` and `make test` are all a newcomer needs; `make help`
# lists the rest. Everything that is built lies below build/.

# ---- what Debian gives us: one list ------------------------------------------
PACKAGES_BUILD := gcc libc6-dev pkg-config libsdl2-dev libsdl2-ttf-dev libespeak-ng-dev \
  portaudio19-dev libsndfile1-dev libebur128-dev libsqlite3-dev libicu-dev libyaml-dev \
  libgettextpo-dev libsodium-dev libxlsxwriter-dev libzip-dev libexpat1-dev
PACKAGES_RUN := espeak-ng-data fonts-noto-core fonts-noto-color-emoji
PACKAGES_STAGE := xvfb xdotool imagemagick pulseaudio pulseaudio-utils libasound2-plugins
PACKAGES_TEST := libcmocka-dev libasound2-dev libx11-dev clang libclang-rt-14-dev clang-format \
  clang-tidy cppcheck shellcheck gettext aubio-tools minisign mtools espeak-ng valgrind
# ------------------------------------------------------------------------------

# One of release, clang, asan, tsan, fuzz: compiler and options.
VARIANT ?= release
COMPILER_release := gcc
COMPILER_clang := clang
COMPILER_asan := gcc
COMPILER_tsan := clang
COMPILER_fuzz := clang
OPTIONS_release := -O2 -g
OPTIONS_clang := -O2 -g
OPTIONS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPTIONS_tsan := -O1 -g -fsanitize=thread
OPTIONS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
CC := $(COMPILER_$(VARIANT))
OPTIONS := $(OPTIONS_$(VARIANT))

B := build/$(VARIANT)
SHARE := build/share
STAGE := tests/e2e/stage.sh

LIBRARIES := sdl2 SDL2_ttf espeak-ng portaudio-2.0 sndfile libebur128 sqlite3 icu-uc icu-i18n yaml-0.1 \
  libsodium xlsxwriter libzip expat
# The headers of libraries are not ours to be warned about.
INCLUDES := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null))
LINKS := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lgettextpo -lpthread -lm
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
  -Wmissing-prototypes -Wvla -Wformat=2 -Wcast-qual -Werror
LANGUAGE := -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -Ikiosk -I. $(INCLUDES)
CFLAGS := $(LANGUAGE) $(OPTIONS) $(WARNINGS) -MMD -MP

SOURCES := $(filter-out kiosk/main.c,$(wildcard kiosk/*.c kiosk/*/*.c))
OBJECTS := $(SOURCES:%.c=$(B)/%.o)
TESTS := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/unit/*.c)))
FUZZERS := $(patsubst %.c,build/fuzz/%,$(sort $(wildcard tests/fuzz/*.c)))
# What runs threads, for the thread sanitizer.
THREADED := ring sound speech journal process microphone booth engine mixing
OURS := $(sort $(wildcard kiosk/*.[ch] kiosk/*/*.[ch] tests/*.h tests/*/*.[ch]))
SCRIPTS := $(sort $(wildcard tests/*.sh tests/*/*.sh) .ci/run)
FUZZ_SECONDS ?= 20

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all help run test test-long bench voices-report packages packages-test app share fakes lint unit fuzz golden e2e clean

all: app share

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' Makefile

# ---- the two commands ----------------------------------------------------------
run: packages ## build everything and start the kiosk (ARGS="--window 1280x800")
	@$(MAKE) --no-print-directory -j2 app share
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ -e /dev/dri/card0 ]; then \
	  exec build/tiengban kiosk $(ARGS); \
	else \
	  echo "No display here: the kiosk gives a tour on a virtual screen and loudspeaker."; \
	  exec tests/e2e/tour.sh $(ARGS); \
	fi

test: packages-test ## every test that is quick enough for every change
	@$(MAKE) --no-print-directory -j2 app share fakes
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory -j2 VARIANT=clang $(TESTS:$(B)/%=build/clang/%)
	@$(MAKE) --no-print-directory VARIANT=asan unit
	@$(MAKE) --no-print-directory VARIANT=tsan TESTS="$(THREADED:%=build/tsan/tests/unit/%)" unit
	@$(MAKE) --no-print-directory fuzz
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory e2e

test-long: packages-test ## what takes longer: an hour of speech, every syllable, long fuzzing
	@$(MAKE) --no-print-directory -j2 app share fakes
	@$(MAKE) --no-print-directory -j2 VARIANT=asan build/asan/tests/long/soak
	@LSAN_OPTIONS=suppressions=tests/lsan.supp build/asan/tests/long/soak
	@$(MAKE) --no-print-directory -j2 build/release/tests/long/kill
	@build/release/tests/long/kill
	@tests/valgrind.sh
	@TIENGBAN_LONG=1 $(MAKE) --no-print-directory unit
	@FUZZ_SECONDS=300 $(MAKE) --no-print-directory fuzz

# ---- packages: apt is asked only for what is missing -----------------------------
define install
	@missing=""; for package in $(1); do \
	  dpkg-query -W -f '$${db:Status-Abbrev}' $$package 2>/dev/null | grep -q '^ii' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "Installing:$$missing"; \
	  root=""; [ "$$(id -u)" = 0 ] || root=sudo; \
	  get="$$root env DEBIAN_FRONTEND=noninteractive apt-get"; \
	  $$get install -y -q --no-install-recommends $$missing || \
	  { $$get update -q && $$get install -y -q --no-install-recommends $$missing; }; \
	fi
endef

packages:
	$(call install,$(PACKAGES_BUILD) $(PACKAGES_RUN) $(PACKAGES_STAGE))

packages-test:
	$(call install,$(PACKAGES_BUILD) $(PACKAGES_RUN) $(PACKAGES_STAGE) $(PACKAGES_TEST))

# ---- the program --------------------------------------------------------------------
app: build/tiengban ## build/tiengban

build/tiengban: build/release/tiengban
	@cp -f $< $@

$(B)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC    $(VARIANT)  $<"
	@$(CC) $(CFLAGS) -c -o $@ $<

$(B)/libtiengban.a: $(OBJECTS)
	@rm -f $@
	@ar rcs $@ $^

build/%/tiengban: build/%/kiosk/main.o build/%/libtiengban.a
	@echo "  LINK  $@"
	@$(CC) $(OPTIONS) -o $@ $^ $(LINKS)

# ---- what it reads --------------------------------------------------------------------
share: $(SHARE)/voices/ready $(SHARE)/library/starter.pack $(SHARE)/fonts/chain.tsv ## voices, fonts, starter pack

$(SHARE)/voices/ready: build/tiengban $(wildcard voices/*.tsv voices/*/*)
	@mkdir -p $(@D)
	@echo "  VOICES"
	@build/tiengban voices build --from voices --out $(@D)
	@touch $@

$(SHARE)/library/starter.pack: build/tiengban $(wildcard content/*.yaml content/*/* content/*/*/*) $(wildcard voices/*/language.yaml)
	@mkdir -p $(@D)
	@echo "  PACK  $@"
	@build/tiengban content build content --voices voices --out $@

$(SHARE)/fonts/chain.tsv: fonts/chain.tsv
	@mkdir -p $(@D)
	@cp $< $@

# ---- tests --------------------------------------------------------------------------------
fakes: build/fakes/libasound_module_pcm_fakesnd.so

build/fakes/libasound_module_pcm_%.so: tests/fakes/pcm_%.c
	@mkdir -p $(@D)
	@gcc $(LANGUAGE) -O2 -g $(WARNINGS) -shared -fPIC -DPIC -o $@ $< -lasound

$(B)/tests/e2e/e2e $(B)/tests/e2e/staff: $(B)/tests/e2e/%: $(B)/tests/e2e/%.o $(B)/tests/e2e/stagehand.o \
  $(B)/libtiengban.a
	@echo "  LINK  $@"
	@$(CC) $(OPTIONS) -o $@ $^ $(LINKS) -lcmocka -lX11

$(B)/tests/%: $(B)/tests/%.o $(B)/libtiengban.a
	@echo "  LINK  $@"
	@$(CC) $(OPTIONS) -o $@ $^ $(LINKS) -lcmocka -lX11

unit: $(TESTS) ## unit, replay and property tests of one VARIANT
	@set -e; export LSAN_OPTIONS=suppressions=tests/lsan.supp TSAN_OPTIONS=suppressions=tests/tsan.supp; \
	for test in $(TESTS); do echo "== $$test"; $$test; done

golden: $(B)/tests/unit/replay ## write the expected texts of the replays anew
	@TIENGBAN_GOLDEN=write $<

build/fuzz/tests/fuzz/%: build/fuzz/tests/fuzz/%.o build/fuzz/libtiengban.a
	@echo "  LINK  $@"
	@clang $(OPTIONS_fuzz) -fsanitize=fuzzer -o $@ $^ $(LINKS)

fuzz: ## every fuzzer for FUZZ_SECONDS
	@$(MAKE) --no-print-directory -j2 VARIANT=fuzz $(FUZZERS)
	@tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZERS)

e2e: app share build/release/tests/e2e/e2e build/release/tests/e2e/staff ## the kiosk on a virtual screen and loudspeaker
	@$(STAGE) 1280x800 build/release/tests/e2e/e2e
	@$(STAGE) 1280x800 build/release/tests/e2e/staff

bench: packages app share $(patsubst %.c,build/release/%,$(wildcard tests/bench/*.c)) ## how quick, beside a rival in the same run
	$(call install,espeak-ng)
	@for n in $$(seq 60); do sed '/^#/d;1d' voices/ium/gold.tsv | cut -f 1; done | head -10000 > build/words
	@build/release/tests/bench/speech build/tiengban $(SHARE)/voices build/words
	@tests/bench/library.sh build/release content voices

voices-report: app share build/release/tests/unit/tones ## charts of every tone, as asked for and as measured
	@TIENGBAN_REPORT=build/voices-report.html build/release/tests/unit/tones
	@echo build/voices-report.html

lint: ## architecture, format, static analysis
	@tests/layers.sh
	@tests/layers-test.sh
	@clang-format --dry-run -Werror $(OURS)
	@shellcheck $(SCRIPTS)
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
	  --error-exitcode=1 --suppress=missingIncludeSystem -Ikiosk kiosk
	@printf '%s\n' $(filter %.c,$(filter kiosk/%,$(OURS))) | xargs -P 2 -n 4 sh -c \
	  'clang-tidy --quiet --warnings-as-errors="*" "$$@" -- $(LANGUAGE) 2>/dev/null' tidy

clean: ## remove build/
	rm -rf build

-include $(shell find build -name '*.d' 2>/dev/null)
