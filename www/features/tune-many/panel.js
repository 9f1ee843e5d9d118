// @ts-check
/**
 * Fine-tuning at several ratios, at work. Loaded on demand.
 */

/** @import { State } from '../../state/state.js' */
/** @import { Parts } from '../contract.js' */
import { sweepNow } from '../../state/select.js';
import { tuneRows } from './csv.js';
import { tuneManyData } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createTuneMany } from './view.js';

export const texts = { en, zh };

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, studies, i18n, save }) {
  const many = createTuneMany({
    i18n,
    onRatios: (ratios) => store.dispatch({ type: 'studyRatios', ratios }),
    onTuneMany: studies.tuneMany,
    onCancel: () => studies.cancel('tune'),
    onOpen(ratio) {
      const sweep = sweepNow(store.get());
      if (sweep) studies.open(sweep, ratio);
    },
    onSave() {
      const sweep = sweepNow(store.get());
      if (sweep) save('prunelab-fine-tuned.csv', tuneRows(sweep.rows), 'text/csv');
    },
  });
  element.append(many.element);
  return { draw: (/** @type {State} */ state) => many.update(tuneManyData(state)) };
}
