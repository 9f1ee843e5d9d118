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

# Each engine's browser and its driver, unless they are set: CHROME and CHROMEDRIVER, FIREFOX and GECKODRIVER,
# WEBKIT and WEBKITDRIVER. What is not there stays empty.
find_browsers() {
  CHROME=${CHROME:-$(first_of google-chrome google-chrome-stable chromium chromium-browser \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')}
  CHROMEDRIVER=${CHROMEDRIVER:-$(first_of chromedriver "${CHROMEWEBDRIVER:-}/chromedriver" \
    /usr/lib/chromium/chromedriver)}
  FIREFOX=${FIREFOX:-$(first_of firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox)}
  GECKODRIVER=${GECKODRIVER:-$(first_of geckodriver "${GECKOWEBDRIVER:-}/geckodriver")}
  # WebKit as GTK's: Safari has no headless mode.
  WEBKIT=${WEBKIT:-$(first_of /usr/lib/*/webkit2gtk-4.*/MiniBrowser /usr/libexec/webkit2gtk-4.*/MiniBrowser)}
  WEBKITDRIVER=${WEBKITDRIVER:-$(first_of WebKitWebDriver)}
  # It needs a screen, so one is made for it.
  command -v xvfb-run >/dev/null || WEBKITDRIVER=
  export CHROME CHROMEDRIVER FIREFOX GECKODRIVER WEBKIT WEBKITDRIVER
}
