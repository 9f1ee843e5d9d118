// @ts-check
/**
 * What is loaded only when a person asks for it: the comparison, quantising, storage and speed, the budget game, files of results and of charts.
 */

/** @import { State } from '../state.js' */
/** @import { EngineClient } from '../engine-client.js' */
/** @import { I18n } from '../i18n/index.js' */
/** @import { Charts } from '../views/chart-surface.js' */
/** @import { Theme } from './page.js' */
/** @import { Store } from './store.js' */
/** @import { StudyActions } from './studies.js' */
import { find, h } from '../dom.js';

/** @import { Actions } from './actions.js' */
/** @typedef {{ store: Store, actions: Actions, studies: StudyActions, client: () => EngineClient, i18n: I18n,
 *   charts: Charts, theme: Theme, save: (name: string, bytes: Uint8Array, type: string) => void,
 *   address: () => string }} ExtrasParts */
/** What was loaded. @typedef {{ draw: (state: State) => void, redraw: () => void }} Extra */

/** @param {HTMLElement} card @param {ExtrasParts} parts */
export function createExtras(card, parts) {
  const { store, i18n } = parts;
  /** @type {Extra[]} */
  const loaded = [];

  const open = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'compare-open', 'aria-describedby': 'compare-lead' },
    h('span', { i18n: 'cmp.open' }),
  );
  card.append(
    h('div', { class: 'panel-head' }, h('h2', { i18n: 'cmp.title' })),
    h('p', { id: 'compare-lead', class: 'help', i18n: 'cmp.lead' }),
    open,
  );
  open.addEventListener('click', () =>
    once(open, async () => {
      const { createComparison } = await import('./comparison.js');
      const body = h('div', { class: 'compare' });
      await style();
      loaded.push(createComparison(body, parts));
      open.replaceWith(body);
      i18n.localise(body);
      store.redraw();
      body.querySelector('button')?.focus({ preventScroll: true });
    }),
  );

  const openQuantise = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'quantise-open', 'aria-describedby': 'quantise-lead' },
    h('span', { i18n: 'quant.open' }),
  );
  card.after(
    h(
      'section',
      { id: 'quantise', class: 'card area-compare', 'aria-labelledby': 'quantise-title' },
      h('div', { class: 'panel-head' }, h('h2', { id: 'quantise-title', i18n: 'quant.title' })),
      h('p', { id: 'quantise-lead', class: 'help', i18n: 'quant.lead' }),
      openQuantise,
    ),
  );
  openQuantise.addEventListener('click', () =>
    once(openQuantise, async () => {
      const { createQuantise } = await import('./quantise.js');
      const body = h('div', { class: 'quantise' });
      await style();
      loaded.push(createQuantise(body, parts));
      openQuantise.replaceWith(body);
      i18n.localise(body);
      store.redraw();
      body.querySelector('button')?.focus({ preventScroll: true });
    }),
  );

  const openSparse = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'sparse-open', 'aria-describedby': 'sparse-lead' },
    h('span', { i18n: 'sparse.open' }),
  );
  find('#quantise', HTMLElement).after(
    h(
      'section',
      { id: 'sparse', class: 'card area-compare', 'aria-labelledby': 'sparse-title' },
      h('div', { class: 'panel-head' }, h('h2', { id: 'sparse-title', i18n: 'sparse.title' })),
      h('p', { id: 'sparse-lead', class: 'help', i18n: 'sparse.lead' }),
      openSparse,
    ),
  );
  openSparse.addEventListener('click', () =>
    once(openSparse, async () => {
      const { createSparse } = await import('./sparse.js');
      const body = h('div', { class: 'sparse' });
      await style();
      loaded.push(createSparse(body, parts));
      openSparse.replaceWith(body);
      i18n.localise(body);
      store.redraw();
      body.querySelector('button')?.focus({ preventScroll: true });
    }),
  );

  /** The style sheet of these views; they are shown once it is there. @returns {Promise<void>} */
  function style() {
    return new Promise((resolve) => {
      const href = new URL('../views/extras.css', import.meta.url).href;
      if (document.querySelector(`link[href="${href}"]`)) {
        resolve();
        return;
      }
      const link = h('link', { rel: 'stylesheet', href, onload: () => resolve(), onerror: () => resolve() });
      document.head.append(link);
    });
  }

  /** A module that cannot be fetched is told, and can be asked for again. @param {HTMLButtonElement} button @param {() => Promise<void>} load */
  async function once(button, load) {
    if (button.disabled) return;
    button.disabled = true;
    try {
      await i18n.more();
      await load();
    } catch (error) {
      store.dispatch({
        type: 'notice',
        kind: 'error',
        key: 'error.load',
        params: { message: String(/** @type {any} */ (error)?.message ?? error) },
      });
    }
    button.disabled = false;
  }

  /** Storage and speed. */
  const openSizes = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'storage-open', 'aria-describedby': 'storage-lead' },
    h('span', { i18n: 'size.open' }),
  );
  find('#storage', HTMLElement).append(
    h('div', { class: 'panel-head' }, h('h2', { i18n: 'size.title' })),
    h('p', { id: 'storage-lead', class: 'help', i18n: 'size.lead' }),
    openSizes,
  );
  openSizes.addEventListener('click', () =>
    once(openSizes, async () => {
      const { createStorage } = await import('./storage.js');
      const body = h('div', { class: 'storage' });
      await style();
      loaded.push(createStorage(body, parts));
      openSizes.replaceWith(body);
      i18n.localise(body);
      store.redraw();
      body.querySelector('select')?.focus({ preventScroll: true });
    }),
  );

  return {
    /** Cutting by hand begins below the pictures of the weights. @param {HTMLElement} card */
    offerBrush(card) {
      const button = h(
        'button',
        { type: 'button', class: 'button', 'data-testid': 'brush-open' },
        h('span', { i18n: 'hand.open' }),
      );
      button.addEventListener('click', () =>
        once(button, async () => {
          const { createByHand } = await import('./by-hand.js');
          const body = h('div', { class: 'by-hand' });
          await style();
          loaded.push(createByHand(body, parts));
          button.replaceWith(body);
          i18n.localise(body);
          store.redraw();
          body.querySelector('button')?.focus({ preventScroll: true });
        }),
      );
      card.append(button);
    },
    /** @param {State} state */
    draw(state) {
      for (const extra of loaded) extra.draw(state);
    },
    redraw() {
      for (const extra of loaded) extra.redraw();
    },
    /** The budget game takes its button's place. @param {HTMLButtonElement} button */
    openBudget: (button) =>
      once(button, async () => {
        const { createBudget } = await import('./budget-game.js');
        const body = h('div', { class: 'budget' });
        await style();
        loaded.push(createBudget(body, parts));
        button.replaceWith(body);
        i18n.localise(body);
        store.redraw();
        body.querySelector('input')?.focus({ preventScroll: true });
      }),
    /** @param {'csv' | 'json'} kind */
    async saveResults(kind) {
      const { resultsJson, runsCsv } = await import('../results.js');
      const state = store.get();
      const text = kind === 'csv' ? runsCsv(state) : resultsJson(state, parts.address());
      if (text === null) return;
      const type = kind === 'csv' ? 'text/csv' : 'application/json';
      parts.save(`prunelab-results.${kind}`, new TextEncoder().encode(text), type);
    },
    /** @param {string} testid @param {'png' | 'svg'} kind */
    async saveChart(testid, kind) {
      const picture = parts.charts.pictures?.get(testid);
      if (!picture) return;
      const { pngOf, svgOf } = await import('../views/chart-picture.js');
      const bytes = kind === 'svg' ? new TextEncoder().encode(svgOf(picture)) : await pngOf(picture);
      parts.save(`prunelab-${testid}.${kind}`, bytes, kind === 'svg' ? 'image/svg+xml' : 'image/png');
    },
  };
}

/** @typedef {ReturnType<typeof createExtras>} Extras */
