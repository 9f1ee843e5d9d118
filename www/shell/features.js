// @ts-check
/**
 * The features on the page: puts those of the first screen into their places, offers the others, and fetches one when
 * a person asks for it.
 */

/** @import { Feature, LoadedFeature, Mounted, Parts } from '../features/contract.js' */
/** @import { State } from '../state/state.js' */
import { find, h, setHidden } from '../ui/dom.js';
import { addStyleSheet } from '../ui/style-sheet.js';
import { later } from './later.js';
import { createOffer } from './offers.js';

/**
 * @param {readonly Feature[]} features
 * @param {Omit<Parts, 'open'>} common
 */
export function createFeatures(features, common) {
  const { store, i18n } = common;
  /** @type {Parts} */
  const parts = { ...common, open };
  /** Drawn in the frame of every move of the slider. @type {Mounted[]} */
  const atOnce = [];
  /** @type {Mounted[]} */
  const beside = [];
  /** @type {Map<string, () => Promise<Mounted | null>>} */
  const loaders = new Map();
  /** Shows or hides offers. @type {((state: State) => void)[]} */
  const offers = [];

  for (const feature of features) {
    if ('load' in feature) prepare(feature);
    else (feature.atOnce ? atOnce : beside).push(feature.mount(parts, ...feature.places.map(placeOf)));
  }

  /** @param {string} id */
  function placeOf(id) {
    return find(`#${id}`, HTMLElement);
  }

  /** @param {LoadedFeature} feature */
  function prepare({ id, place, offer, texts: offered, load }) {
    if (offered) i18n.add(offered);
    const element = offer ? h('div', { class: id, 'data-testid': `body-${id}` }) : placeOf(place);
    const mounted = later(async () => {
      const { mount, texts, style } = await load();
      i18n.add(texts);
      if (style) await addStyleSheet(style);
      const made = await mount(element, parts);
      beside.push(made);
      i18n.localise(element);
      store.redraw();
      return made;
    }, tellFault);
    loaders.set(id, mounted);
    if (!offer) return;
    const { button, element: card } = createOffer(id, offer, async () => {
      button.disabled = true;
      const made = await mounted();
      button.disabled = false;
      if (!made) return;
      button.replaceWith(element);
      if (offer.focus)
        /** @type {HTMLElement | null} */ (element.querySelector(offer.focus))?.focus({ preventScroll: true });
    });
    placeOf(place).append(card);
    if (offer.as === 'button' && offer.when) {
      const { when } = offer;
      offers.push((state) => {
        if (!element.isConnected) setHidden(button, !when(state));
      });
    }
  }

  /** @param {unknown} error */
  function tellFault(error) {
    const message = String(/** @type {any} */ (error)?.message ?? error);
    store.dispatch({ type: 'notice', kind: 'error', key: 'error.load', params: { message } });
  }

  /** @param {string} id */
  async function open(id) {
    (await loaders.get(id)?.())?.open?.();
  }

  const all = () => [...atOnce, ...beside];
  return {
    open,
    /** What the slider moves. @param {State} state */
    drawAtOnce(state) {
      for (const { draw } of atOnce) draw?.(state);
    },
    /** @param {State} state */
    drawBeside(state) {
      for (const { draw } of beside) draw?.(state);
      for (const show of offers) show(state);
    },
    /** For another theme or language. */
    redraw() {
      for (const { redraw } of all()) redraw?.();
    },
    retext() {
      for (const { retext } of all()) retext?.();
    },
  };
}
