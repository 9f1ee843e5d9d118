// @ts-check
/**
 * What is loaded only when a person asks for it: the comparison, the Pareto chart, quantising, sparse training, distillation, storage and speed, the budget game, files of results and of charts.
 */

/** @import { Charts } from '../charts/chart-surface.js' */
/** @import { EngineClient } from '../engine/engine-client.js' */
/** @import { StudyActions } from '../engine/studies.js' */
/** @import { I18n } from '../i18n/index.js' */
/** @import { State } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
/** @import { Theme } from './page.js' */
import { find, h } from '../ui/dom.js';
import { addStyleSheet } from '../ui/style-sheet.js';

/** @import { Actions } from '../engine/actions.js' */
/** @typedef {{ store: Store, actions: Actions, studies: StudyActions, client: () => EngineClient, i18n: I18n,
 *   charts: Charts, theme: Theme, save: (name: string, bytes: Uint8Array, type: string) => void,
 *   address: () => string, onExport: () => void }} ExtrasParts */
/** What was loaded. @typedef {{ draw: (state: State) => void, redraw: () => void }} Extra */
/** @typedef {(element: HTMLElement, parts: ExtrasParts) => Extra} Create */

/** @param {HTMLElement} card @param {ExtrasParts} parts */
export function createExtras(card, parts) {
  const { store, i18n } = parts;
  /** @type {Extra[]} */
  const loaded = [];

  offer(card, 'compare', 'cmp', async () => (await import('../features/compare/index.js')).createComparison);
  const pareto = section('pareto');
  const quantise = section('quantise');
  const sparse = section('sparse');
  const distil = section('distil');
  const pipeline = section('pipeline');
  card.after(pareto, quantise, sparse, distil, pipeline);
  offer(pareto, 'pareto', 'pareto', async () => (await import('../features/pareto/index.js')).createPareto, 'select');
  offer(quantise, 'quantise', 'quant', async () => (await import('../features/quantize/index.js')).createQuantise);
  offer(sparse, 'sparse', 'sparse', async () => (await import('../features/sparse/index.js')).createSparse);
  offer(distil, 'distil', 'distil', async () => (await import('../features/distil/index.js')).createDistil, 'select');
  offer(pipeline, 'pipeline', 'pipe', async () => (await import('../features/pipeline/index.js')).createPipeline);
  const storage = find('#storage', HTMLElement);
  offer(storage, 'storage', 'size', async () => (await import('../features/storage/index.js')).createStorage, 'select');

  /** @param {string} id */
  function section(id) {
    return h('section', { id, class: 'card area-compare', 'aria-labelledby': `${id}-heading` });
  }

  /**
   * What a card is about, and a button that brings it.
   * @param {HTMLElement} place
   * @param {string} id
   * @param {string} texts  what the keys of its texts begin with
   * @param {() => Promise<Create>} load
   * @param {string} [focus]  what is focused then
   */
  function offer(place, id, texts, load, focus = 'button') {
    const button = h(
      'button',
      { type: 'button', class: 'button', 'data-testid': `${id}-open`, 'aria-describedby': `${id}-lead` },
      h('span', { i18n: `${texts}.open` }),
    );
    button.addEventListener('click', () => unfold(button, id, load, focus));
    place.append(
      h('div', { class: 'panel-head' }, h('h2', { id: `${id}-heading`, i18n: `${texts}.title` })),
      h('p', { id: `${id}-lead`, class: 'help', i18n: `${texts}.lead` }),
      button,
    );
  }

  /** Puts what is loaded in its button's place. @param {HTMLButtonElement} button @param {string} name  its class
   * @param {() => Promise<Create>} load @param {string} focus */
  function unfold(button, name, load, focus) {
    return once(button, async () => {
      const create = await load();
      const body = h('div', { class: name });
      await addStyleSheet(new URL('./extras.css', import.meta.url));
      loaded.push(create(body, parts));
      button.replaceWith(body);
      i18n.localise(body);
      store.redraw();
      /** @type {HTMLElement | null} */ (body.querySelector(focus))?.focus({ preventScroll: true });
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

  return {
    /** Cutting by hand begins below the pictures of the weights. @param {HTMLElement} card */
    offerBrush(card) {
      const button = h(
        'button',
        { type: 'button', class: 'button', 'data-testid': 'brush-open' },
        h('span', { i18n: 'hand.open' }),
      );
      const load = async () => (await import('../features/by-hand/index.js')).createByHand;
      button.addEventListener('click', () => unfold(button, 'by-hand', load, 'button'));
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
      unfold(button, 'budget', async () => (await import('../features/budget/index.js')).createBudget, 'input'),
    /** @param {'csv' | 'json'} kind */
    async saveResults(kind) {
      const { resultsJson, runsCsv } = await import('../state/results.js');
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
      const { pngOf, svgOf } = await import('../charts/chart-picture.js');
      const bytes = kind === 'svg' ? new TextEncoder().encode(svgOf(picture)) : await pngOf(picture);
      parts.save(`prunelab-${testid}.${kind}`, bytes, kind === 'svg' ? 'image/svg+xml' : 'image/png');
    },
  };
}

/** @typedef {ReturnType<typeof createExtras>} Extras */
