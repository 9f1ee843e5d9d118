// A page that cannot start says so, and what to do: in text that stands in it from the first.
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';

/** What may be missing, and whether the script itself can still say why. */
const MISSING = /** @type {const} */ ([
  ['the script', '**/www/main.js', false],
  ['the texts', '**/www/registry.*.js', false],
  ['the module', '**/*.wasm', true],
]);

for (const [what, pattern, saysWhy] of MISSING)
  test(`without ${what}`, async ({ page }) => {
    await page.route(pattern, (route) => route.fulfill({ status: 404, body: 'Not found' }));
    await page.goto('/');
    await expect(page.getByTestId('no-start')).toBeVisible();
    if (saysWhy) await expect(page.getByTestId('boot-failure')).toBeVisible();
  });

test('with a script that does not parse', async ({ page }) => {
  await page.route('**/www/main.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'const = ;' }));
  await page.goto('/');
  await expect(page.getByTestId('no-start')).toBeVisible();
});

test('without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByTestId('no-start')).toBeVisible();
  await context.close();
});

test('without WebAssembly', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'WebAssembly', { value: undefined }));
  await page.goto('/');
  await expect(page.getByTestId('boot-failure')).toBeVisible();
});

test('opened as a file', async ({ page }) => {
  await page.goto(pathToFileURL('dist/index.html').href);
  await expect(page.getByTestId('no-start')).toBeVisible();
});

test('in a sandboxed frame', async ({ page, baseURL }) => {
  await page.route('**/frame.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe sandbox="allow-scripts" src="${baseURL}"></iframe>` }),
  );
  await page.goto('/frame.html');
  await expect(page.frameLocator('iframe').getByTestId('no-start')).toBeVisible();
});

test('a page that starts does not say so', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByTestId('no-start')).toHaveCount(0);
});
