// @ts-check
/**
 * The lesson at work: what its buttons do on the page. Loaded on demand.
 */

/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
/** @import { LessonStep } from './view.js' */
import { DEFAULT_METHOD } from '../../ops/method.js';
import { baseId } from '../../state/select.js';
import { ratioAt } from '../../state/trajectory.js';
import { slice } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createLesson } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, sweep, i18n, open }) {
  const own = store.slice(slice);
  /** @type {Record<LessonStep, () => void>} */
  const acts = {
    learn() {
      store.dispatch({ type: 'step', step: 'train' });
      actions.train();
    },
    look() {
      store.dispatch({ type: 'step', step: 'score' });
      store.dispatch({ type: 'page', page: { evidence: 'histogram' } });
    },
    half: () => prune(0.5),
    cliff: () => prune(0.95),
    heal: () => tune('keep'),
    trap: () => tune('forget'),
    global() {
      const { scope } = store.get().method;
      store.dispatch({ type: 'step', step: 'score' });
      actions.setMethod({ ...DEFAULT_METHOD, shape: 'weights', scope: scope === 'layer' ? 'global' : 'layer' });
    },
  };

  /** @param {number} ratio */
  function prune(ratio) {
    store.dispatch({ type: 'step', step: 'prune' });
    actions.setRatio(ratio);
  }

  /** Always from the pruned network, so that keeping and forgetting can be compared. @param {'keep' | 'forget'} mask */
  function tune(mask) {
    store.dispatch({ type: 'step', step: 'tune' });
    store.dispatch({ type: 'tuneForm', form: { mask } });
    const base = baseId(store.get());
    if (base !== null && !store.get().run) {
      const { method, place } = store.get();
      store.dispatch({ type: 'select', node: base });
      store.dispatch({ type: 'method', method });
      actions.setRatio(ratioAt(place));
    }
    actions.fineTune();
  }

  const lesson = createLesson(element, {
    i18n,
    onAct(step) {
      sweep.stop();
      acts[step]();
    },
    onGo: (at) => own.found({ at }),
    onGlossary: () => open('glossary'),
    onClose: () => store.dispatch({ type: 'page', page: { view: 'explore' } }),
  });
  return {
    draw: (/** @type {State} */ { page }) => lesson.update(page.view === 'learn' && !page.entries.learn, own.get().at),
  };
}
