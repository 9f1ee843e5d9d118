// How the tests start browsers. Where each is, scripts/env.sh has found.
import { mkdirSync, writeFileSync } from 'node:fs';

/** Flags that keep Chromium from calling home during tests, and let root run it. */
export function browserArguments() {
  const root = process.getuid?.() === 0;
  return [
    ...(root ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
  ];
}

const { CHROME, CHROMEDRIVER, FIREFOX, GECKODRIVER, WEBKIT, WEBKITDRIVER } = process.env;

/**
 * The engines that tests of the module run in. `options` choose one in wasm-pack, the second with the driver's path; an
 * engine whose `browser` or `driver` is not there is skipped. WebKit has no headless mode, so `within` gives it a screen.
 */
export const engines = [
  {
    name: 'Chrome',
    options: ['--chrome', '--chromedriver'],
    browser: CHROME,
    driver: CHROMEDRIVER,
    capabilities: { 'goog:chromeOptions': { binary: CHROME, args: browserArguments() } },
    within: [],
  },
  {
    name: 'Firefox',
    options: ['--firefox', '--geckodriver'],
    browser: FIREFOX,
    driver: GECKODRIVER,
    capabilities: { 'moz:firefoxOptions': { binary: FIREFOX } },
    within: [],
  },
  {
    name: 'WebKit',
    options: ['--safari', '--safaridriver'],
    browser: WEBKIT,
    driver: WEBKITDRIVER,
    capabilities: { 'webkitgtk:browserOptions': { binary: WEBKIT, args: ['--automation'] } },
    within: ['xvfb-run', '--auto-servernum'],
  },
];

/**
 * Writes an engine's capabilities where wasm-pack's test runner can read them: the name of the file.
 * @param {typeof engines[number]} engine
 */
export function webdriverJson({ name, capabilities }) {
  const file = `target/webdriver-${name}.json`;
  mkdirSync('target', { recursive: true });
  writeFileSync(file, JSON.stringify(capabilities));
  return file;
}
