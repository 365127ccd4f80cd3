# Tiếng Bản. `make run` and `make test` are all a newcomer needs; `make help`
# lists the rest. Everything is built below build/.

# ---- what Debian gives us: one list ------------------------------------------
PACKAGES_BUILD := gcc libc6-dev make pkg-config libsdl2-dev libsdl2-ttf-dev libespeak-ng-dev \
  portaudio19-dev libasound2-dev libsqlite3-dev libicu-dev libyaml-dev libgettextpo-dev
PACKAGES_RUN   := espeak-ng-data fonts-noto-core fonts-noto-color-emoji
PACKAGES_STAGE := xvfb xdotool x11-utils imagemagick pulseaudio pulseaudio-utils libasound2-plugins
PACKAGES_TEST  := libcmocka-dev libx11-dev clang libclang-rt-14-dev clang-format clang-tidy \
  cppcheck shellcheck sqlite3
PACKAGES := $(PACKAGES_BUILD) $(PACKAGES_RUN) $(PACKAGES_STAGE)

# ---- variants: make VARIANT=asan ... -----------------------------------------
VARIANT ?= release
CC_release := gcc
CC_asan    := gcc
CC_tsan    := clang
CC_clang   := clang
CC_fuzz    := clang
CC := $(CC_$(VARIANT))
OPTIONS_release := -O2 -g
OPTIONS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPTIONS_tsan    := -O1 -g -fsanitize=thread
OPTIONS_clang   := -O2 -g
OPTIONS_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

B := build/$(VARIANT)
SHARE := build/share

LIBRARIES := sdl2 SDL2_ttf espeak-ng portaudio-2.0 sqlite3 icu-uc icu-i18n yaml-0.1
# Headers of libraries are not ours to warn about.
INCLUDES = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null))
LINKS = $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lgettextpo -lpthread -lm

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
  -Wmissing-prototypes -Wvla -Wformat=2 -Wcast-qual -Werror
CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE $(OPTIONS_$(VARIANT)) $(WARNINGS) \
  -Ikiosk -I. $(INCLUDES) -MMD -MP

SOURCES := $(filter-out kiosk/main.c,$(wildcard kiosk/*.c kiosk/*/*.c))
OBJECTS := $(SOURCES:%.c=$(B)/%.o)
TESTS   := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/*.c))
FUZZERS := $(patsubst %.c,build/fuzz/%,$(wildcard tests/fuzz/*.c))

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all help run test

all: build/tiengban

$(B)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC   $(VARIANT) $<"
	@$(CC) $(CFLAGS) -c -o $@ $<

$(B)/libtiengban.a: $(OBJECTS)
	@rm -f $@
	@ar rcs $@ $^

$(B)/tiengban: $(B)/kiosk/main.o $(B)/libtiengban.a
	@echo "  LINK $@"
	@$(CC) $(OPTIONS_$(VARIANT)) -o $@ $^ $(LINKS)

$(B)/tests/unit/%: $(B)/tests/unit/%.o $(B)/libtiengban.a
	@echo "  LINK $@"
	@$(CC) $(OPTIONS_$(VARIANT)) -o $@ $^ $(LINKS) -lcmocka

build/tiengban: build/release/tiengban
	@cp -f $< $@

-include $(shell find build -name '*.d' 2>/dev/null)
