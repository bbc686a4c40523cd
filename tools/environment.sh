# Shell functions that ./start and ./test share: find Python, make .venv, install a lock file.
# Sourced, never run; expects $root, the folder of this clone. POSIX sh.
# shellcheck shell=sh

say() { printf '%s\n' "$*"; }

fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# Absolute form of a path that may be relative to the folder the person is in.
absolute() {
    case $1 in
    /*) printf '%s\n' "$1" ;;
    *) printf '%s/%s\n' "$(pwd -P)" "$1" ;;
    esac
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Sets $python to the first Python on the path that is 3.11 or newer.
find_python() {
    for python in python3.13 python3.12 python3.11 python3 python3.14 python; do
        if command -v "$python" >/dev/null 2>&1 && is_new_enough "$python"; then
            return 0
        fi
    done
    found=$(python3 --version 2>/dev/null) || found="no Python at all"
    fail "Lanyard needs Python 3.11 or newer. This machine has: $found.

  Debian or Ubuntu:  sudo apt install python3 python3-venv
  macOS:             install Python from python.org, or 'brew install python@3.13'
  Windows:           use the Windows Subsystem for Linux (WSL) and follow Debian

Then run this command again."
}

# An environment holds absolute paths, so one that was made elsewhere (the folder was moved or
# copied) or whose Python is gone is made anew.
make_environment() {
    venv=$root/.venv
    if [ -x "$venv/bin/python" ] && is_new_enough "$venv/bin/python" &&
        [ "$(cat "$venv/place" 2>/dev/null)" = "$root" ]; then
        return 0
    fi
    find_python
    say "Making a Python environment in .venv with $("$python" --version)"
    rm -rf "$venv"
    if ! made=$("$python" -m venv "$venv" 2>&1); then
        rm -rf "$venv"
        if command -v uv >/dev/null 2>&1 && uv venv --quiet --seed --python "$python" "$venv"; then
            :
        else
            fail "Python could not make an environment. It said:

$made

  Debian or Ubuntu:  sudo apt install python3-venv

Then run this command again."
        fi
    fi
    printf '%s\n' "$root" >"$venv/place"
}

# Whether the environment holds what lock $1 names and Lanyard as pyproject.toml describes it.
is_installed() {
    cmp -s "$root/requirements/$1.lock" "$venv/installed-$1.lock" &&
        cmp -s "$root/pyproject.toml" "$venv/installed-pyproject.toml" &&
        [ -x "$venv/bin/lanyard" ]
}

# pip_or_uv ARGUMENTS: installs with uv where there is one (it is much faster), else with pip.
# Another tool may know a network that uv does not, so pip has the last word.
pip_or_uv() {
    if command -v uv >/dev/null 2>&1; then
        uv pip install --quiet --python "$venv/bin/python" "$@" >>"$venv/install.log" 2>&1 &&
            return 0
    fi
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@" \
        >>"$venv/install.log" 2>&1
}

# install_lock NAME: makes the environment hold requirements/NAME.lock, checked by hash, and
# Lanyard itself from this folder. Does nothing when neither changed since the last time.
install_lock() {
    if is_installed "$1"; then
        return 0
    fi
    say "Installing what Lanyard needs (a minute or two the first time; nothing leaves .venv)"
    rm -f "$venv"/installed-*
    : >"$venv/install.log"
    if ! pip_or_uv --require-hashes -r "$root/requirements/$1.lock" ||
        ! pip_or_uv --no-deps --no-build-isolation -e "$root"; then
        tail -n 20 "$venv/install.log" >&2
        fail "The packages could not be installed. Is this machine online?
The whole story is in $venv/install.log"
    fi
    cp "$root/pyproject.toml" "$venv/installed-pyproject.toml"
    cp "$root/requirements/$1.lock" "$venv/installed-$1.lock"
}

build_assets() {
    "$venv/bin/python" "$root/tools/build_assets.py" "$@" || exit 1
}
