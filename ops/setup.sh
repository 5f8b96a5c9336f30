# Sourced by the commands beside it: finds what a fresh Debian machine lacks and installs it when
# root, else prints the exact line to run and stops.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '%s\n' "$*" >&2; }

# need_packages PACKAGE... : Debian packages that must be there.
need_packages() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' \
      || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -eq 0 ]; then
    say "Installing Debian packages: ${missing[*]}"
    if ! apt-get update -qq >&2 || ! DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2; then
      say "These Debian packages can't be installed here: ${missing[*]}"
      exit 2
    fi
  else
    say "Debian packages are missing. Run this, then try again:"
    say "  sudo apt-get update && sudo apt-get install -y ${missing[*]}"
    exit 2
  fi
}

need_rust() {
  if ! command -v cargo >/dev/null 2>&1; then
    say "Rust is missing: install the stable toolchain, 1.95 or newer, then try again."
    exit 2
  fi
}

need_c_compiler() {
  command -v cc >/dev/null 2>&1 || need_packages build-essential
}

# need_python_with REQUIREMENTS.txt : an environment of Python with these packages in target/python;
# $python is its interpreter.
need_python_with() {
  local environment=target/python
  python=$root/$environment/bin/python
  cmp -s "$1" "$environment/installed.txt" && return 0
  need_packages python3 python3-venv
  say "Making an environment of Python in $environment"
  rm -rf "$environment"
  python3 -m venv "$environment"
  "$python" -m pip install --quiet --disable-pip-version-check --requirement "$1" >&2
  cp "$1" "$environment/installed.txt"
}

# need_node_with FOLDER : Node, and a copy of the folder in target/browser with the packages that its
# lock names.
need_node_with() {
  local environment=target/browser
  if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    say "Node is missing: install Node 20 or newer with npm, then try again."
    exit 2
  fi
  mkdir -p "$environment"
  cp "$1"/*.mjs "$environment/"
  cmp -s "$1/package-lock.json" "$environment/installed.json" && return 0
  say "Installing the packages of $1 in $environment"
  cp "$1/package.json" "$1/package-lock.json" "$environment/"
  if ! (cd "$environment" && npm ci --ignore-scripts --no-audit --no-fund --silent >&2); then
    say "The packages of $1 can't be installed: npm couldn't fetch them."
    exit 2
  fi
  cp "$1/package-lock.json" "$environment/installed.json"
}
