#!/usr/bin/env bash
# Set up Rasad on a Debian-like system: system libraries, virtual environment, pinned packages. Safe to repeat.
set -euo pipefail
cd "$(dirname "$0")/.."

# What Qt loads: the first line to start at all, the others to open a window.
LIBRARIES="libgl1 libegl1 libfontconfig1 libfreetype6 libdbus-1-3 libglib2.0-0 libx11-6 libxkbcommon0
libx11-xcb1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
libxcb-render-util0 libxcb-shape0 libxcb-xkb1"

say() { printf 'setup: %s\n' "$*" >&2; }

installed() { # newer Debian releases call some of these NAMEt64
    case "$(dpkg-query -W -f '${Status};' "$1" "$1t64" 2>/dev/null || true)" in *"install ok installed"*) ;; *) return 1 ;; esac
}

missing_libraries() {
    command -v dpkg-query >/dev/null || return 0
    for name in $LIBRARIES; do installed "$name" || printf '%s ' "$name"; done
}

apt_install() {
    command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
    say "installing $*"
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

find_python() {
    for name in python3.11 python3.12 python3.13 python3; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

missing=$(missing_libraries)
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086  # one word a package
    apt_install $missing || {
        say "these system libraries are missing: $missing"
        say "install them with:  sudo apt-get install $missing"
        say "going on without them: extraction and briefings work, the window and its tests may not."
    }
fi

python=$(find_python) || { say "Python 3.11 or newer is needed (Debian: sudo apt-get install python3 python3-venv)."; exit 1; }
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    apt_install "$version" || { say "the package $version is missing; install it with:  sudo apt-get install $version"; exit 1; }
fi

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
    say "making the virtual environment with $python"
    "$python" -m venv --clear .venv
fi
say "installing the pinned packages (the first time takes a few minutes)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r requirements-dev.txt
say "done"
