# shellcheck shell=bash
# Sourced by the other scripts: where the tools are. Nothing here installs or prints anything.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit
export PATH="$root/.tools/bin:$root/node_modules/.bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

first_of() {
  local name
  for name in "$@"; do
    if command -v "$name" 2>/dev/null; then return; fi
  done
  return 0
}

# PYTHON opens what is exported, in tests/native/exports.rs; unless it is set, the one that scripts/setup made.
find_python() {
  local own="$root/.tools/python/bin/python"
  if [ -z "${PYTHON:-}" ] && [ -x "$own" ]; then export PYTHON="$own"; fi
}

# CHROME and CHROMEDRIVER name the browser and its driver when they are set.
find_browser() {
  CHROME=${CHROME:-$(first_of google-chrome google-chrome-stable chromium chromium-browser \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')}
  CHROMEDRIVER=${CHROMEDRIVER:-$(first_of chromedriver "${CHROMEWEBDRIVER:-}/chromedriver" \
    /usr/lib/chromium/chromedriver)}
  export CHROME CHROMEDRIVER
}
