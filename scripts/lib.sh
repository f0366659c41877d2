# shellcheck shell=bash disable=SC2034
# Shared by the other scripts: paths, pinned versions, messages, the choice of the toolchain. Sourced, never run. It
# must not install or change anything on its own.

RUST_VERSION=1.96.0             # what rustup is asked for
RUST_AT_LEAST=1.96              # what any other toolchain must reach
NODE_AT_LEAST=20.19
CARGO_LEPTOS_VERSION=0.3.11

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/hallpass
CARGO_BIN=${CARGO_HOME:-$HOME/.cargo}/bin
RUSTUP_TOOLCHAINS=${RUSTUP_HOME:-$HOME/.rustup}/toolchains
HOST=$(uname -m)-unknown-linux-gnu
export PATH="$CARGO_BIN:$PATH"

# say WORDS…: announces a step, with the time since the script began, in minutes and seconds.
say() { printf '==> %d:%02d  %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*"; }
warn() { printf 'hallpass: %s\n' "$*" >&2; }
# die LINES…: prints what went wrong and what to do about it, and exits.
die() {
  printf '\nhallpass: %s\n' "$1" >&2
  [ $# -eq 1 ] || printf '  %s\n' "${@:2}" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" -eq 0 ]; }

# version_reaches HAVE WANT: is dotted version HAVE at least WANT?
version_reaches() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# The wasm-bindgen tool must be exactly the version of the crate in Cargo.lock.
wasm_bindgen_version() {
  awk '$0 == "name = \"wasm-bindgen\"" { getline; gsub(/"/, "", $3); print $3; exit }' \
    "$ROOT/Cargo.lock" 2>/dev/null || true
}

package_version() {
  sed -n '/^\[package\]/,/^\[/ s/^version *= *"\([^"]*\)".*/\1/p' "$ROOT/Cargo.toml" | head -n 1
}

# --- toolchains -------------------------------------------------------------

# has_wasm SYSROOT: is the browser's standard library installed there?
has_wasm() {
  compgen -G "$1/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib" >/dev/null
}

rustup_toolchain_ready() {
  local dir="$RUSTUP_TOOLCHAINS/$RUST_VERSION-$HOST"
  [ -x "$dir/bin/rustc" ] && [ -x "$dir/bin/cargo-clippy" ] && [ -x "$dir/bin/cargo-fmt" ] && has_wasm "$dir"
}

# Debian's rustc with the browser's standard library, built by scripts/debian-toolchain.
debian_toolchain_ready() {
  local name
  for name in rustc cargo cargo-clippy cargo-fmt; do
    [ -x "/usr/bin/$name" ] || return 1
  done
  [ -x "/usr/lib/rustlib/$HOST/bin/rust-lld" ] && has_wasm /usr
}

# Prints the name of the toolchain to build with; nothing if none is ready.
ready_toolchain() {
  if rustup_toolchain_ready; then
    echo "$RUST_VERSION-$HOST"
  elif debian_toolchain_ready && [ -e "$RUSTUP_TOOLCHAINS/debian" ]; then
    echo debian
  fi
}

# From here on, cargo and its children use the toolchain that the set-up has chosen.
use_toolchain() {
  RUSTUP_TOOLCHAIN=$(ready_toolchain)
  [ -n "$RUSTUP_TOOLCHAIN" ] || die "The toolchain is not set up. Run: make setup"
  export RUSTUP_TOOLCHAIN
}

# --- programs of the system -------------------------------------------------

# Prefers the build without windows, with which the tests take a third less time.
find_chromium() {
  local name
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" && return
  done
  return 1
}

# Sessions are bound to devices only by the build with windows.
find_full_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" && return
  done
  return 1
}

# The newest folder with PostgreSQL's server programs, which Debian does not put on PATH.
find_postgres() {
  local dir
  while read -r dir; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ] && [ -x "$dir/createdb" ]; then
      echo "$dir"
      return
    fi
  done < <(
    compgen -G '/usr/lib/postgresql/*/bin' | sort -rV
    dirname "$(command -v pg_ctl || true)"
  )
  return 1
}

find_pgbouncer() {
  command -v pgbouncer || { [ -x /usr/sbin/pgbouncer ] && echo /usr/sbin/pgbouncer; }
}
