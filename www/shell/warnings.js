// @ts-check
/**
 * Puts a warning among the messages once the slider rests where the network has broken, with a button that leads back,
 * and takes it away when it is out of date.
 */

/** @import { Actions } from '../engine/actions.js' */
/** @import { State } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
import { warningOf } from '../state/warnings.js';
import { createRest } from '../util/rest.js';

const REST_MS = 400;
/** While a curve is being measured nothing rests. */
const EVERY_MS = 1500;

/** @param {{ store: Store, actions: Actions }} parts */
export function createWarnings({ store, actions }) {
  /** What was said last, whether the person has closed it or not. */
  let said = '';
  const rest = createRest({ restMs: REST_MS, everyMs: EVERY_MS }, look);

  function look() {
    const warning = warningOf(store.get());
    const text = warning ? JSON.stringify([warning.key, warning.params]) : '';
    if (text === said) return;
    said = text;
    clear();
    if (!warning) return;
    const { key, params } = warning;
    const action = warning.back && { key: `warn.${warning.back.kind}`, name: 'back' };
    store.dispatch({ type: 'notice', kind: 'warning', key, params, action: action ?? undefined });
  }

  function clear() {
    for (const { id, kind } of store.get().notices) if (kind === 'warning') store.dispatch({ type: 'dismiss', id });
  }

  return {
    /** @param {State} state @param {State} before */
    follow(state, before) {
      // Progress of a run changes nothing that is warned of.
      if (state.run === null || before.run === null) rest.touch();
    },
    /** The warning's button: to where the network still worked. */
    back() {
      const back = warningOf(store.get())?.back;
      if (back?.kind === 'ratio') actions.setRatio(back.ratio);
      else if (back?.kind === 'weights') actions.setMethod({ shape: 'weights' });
      else if (back?.kind === 'rule') actions.setMethod({ rule: 'exact' });
      else if (back?.kind === 'undo') actions.undo();
      clear();
    },
  };
}
