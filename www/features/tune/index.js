// @ts-check
/**
 * Step 4: fine-tuning, with or without the mask.
 */

/** @import { ShownFeature } from '../contract.js' */
import { tuneData } from './model.js';
import { newPart } from '../../ui/dom.js';
import { createTunePanel } from './view.js';

/** @type {ShownFeature} */
export const tune = {
  id: 'tune',
  places: ['panel-tune'],
  mount({ store, actions, i18n }, panel) {
    const form = createTunePanel(newPart(panel), {
      i18n,
      onForm: (form) => store.dispatch({ type: 'tuneForm', form }),
      onTune: actions.fineTune,
    });
    return { draw: (state) => form.update(tuneData(state)) };
  },
};
