// The page's words for tests: those of a language, and none at all, so that no test can depend on them.
//
// E2E_TEXTS=keys npx playwright test: every text is its key in brackets. The page is then served as its sources, of
// which one module is replaced.
import { texts as networks } from '../../www/shell/networks/index.js';
import { FEATURES, TEXTS } from '../../www/shell/registry.js';

/** @import { BrowserContext } from '@playwright/test' */
/** @import { Language, Table } from '../../www/i18n/index.js' */

export const KEYS = process.env.E2E_TEXTS === 'keys';

/** All that the page and its features say in a language. @param {Language} language @returns {Promise<Table>} */
export async function textsOf(language) {
  const tables = await Promise.all(
    FEATURES.map(async (feature) =>
      'load' in feature ? { ...feature.texts?.[language], ...(await feature.load()).texts[language] } : {},
    ),
  );
  return Object.assign({}, await TEXTS[language](), networks[language], ...tables);
}

/** Texts that are their keys. @param {Table} table @returns {Table} */
export function keysOf(table) {
  return Object.fromEntries(Object.keys(table).map((key) => [key, `[${key}]`]));
}

/** The module that looks texts up, in front of the real one. */
const MODULE = `
import { createI18n as create } from './index.js?real';
export * from './index.js?real';
${keysOf}
export async function createI18n(language, { en, zh }) {
  const i18n = await create(language, { en: async () => keysOf(await en()), zh: async () => keysOf(await zh()) });
  return { ...i18n, add: ({ en, zh }) => i18n.add({ en: keysOf(en), zh: keysOf(zh) }) };
}
`;

/** What the build resolves: the one package of the page. It stands before the policy, as it is not of the page. */
const IMPORTS = `<script type="importmap">
{ "imports": { "lit-html": "/node_modules/lit-html/lit-html.js", "lit-html/": "/node_modules/lit-html/" } }
</script>`;

/** Pages of a context show keys instead of words. @param {BrowserContext} context */
export async function showKeys(context) {
  await context.route(/\/i18n\/index\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: MODULE }));
  await context.route(
    ({ pathname }) => pathname === '/',
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('<head>', `<head>${IMPORTS}`) });
    },
  );
}
