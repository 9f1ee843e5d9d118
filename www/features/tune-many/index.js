// @ts-check
/**
 * Fine-tuning at many ratios, by the engines in the background.
 */

/** @import { ShownFeature } from '../contract.js' */
import { sweepNow } from '../../state/select.js';
import { tuneRows } from './csv.js';
import { tuneManyData } from './model.js';
import { createTuneMany } from './view.js';

/** @type {ShownFeature} */
export const tuneMany = {
  id: 'tune-many',
  places: ['panel-tune'],
  mount({ store, studies, i18n, save }, panel) {
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
    panel.append(many.element);
    return { draw: (state) => many.update(tuneManyData(state)) };
  },
};
