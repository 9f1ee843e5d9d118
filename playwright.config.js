import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import { browserArguments } from './scripts/browser.mjs';

const port = Number(process.env.E2E_PORT || 8137);
const firefox = process.env.FIREFOX || '/usr/bin/firefox-esr';

export default defineConfig({
  testDir: 'tests/e2e',
  // By port, so that two runs at a time need two ports and nothing else.
  outputDir: `test-results/${port}`,
  // Each page trains in one thread and rests in between; no test asks how long anything takes.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env.CI),
  // A machine that is busy with other things; what only passes the second time is named in the summary.
  retries: 1,
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1280, height: 900 },
    // A picture of every frame would take as long as the tests.
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
  projects: [
    {
      name: 'Chromium',
      use: {
        launchOptions: { executablePath: process.env.CHROME || '/usr/bin/chromium', args: browserArguments() },
      },
    },
    // Firefox as people have it, not a build of Playwright's: it is driven by WebDriver BiDi.
    ...(existsSync(firefox)
      ? [
          {
            name: 'Firefox',
            testMatch: 'main-path.spec.js',
            use: {
              browserName: /** @type {const} */ ('firefox'),
              channel: 'moz-firefox',
              launchOptions: { executablePath: firefox },
            },
          },
        ]
      : []),
  ],
  webServer: {
    // Without words, one module of the sources is replaced by another: tests/e2e/texts.js.
    command: process.env.E2E_TEXTS === 'keys' ? 'node scripts/serve.mjs .' : 'node scripts/serve.mjs',
    env: { PORT: String(port) },
    url: `http://127.0.0.1:${port}/index.html`,
    reuseExistingServer: false,
  },
});
