// @ts-check
/**
 * Step 3: the exact ratio, and what it removes from each layer.
 */

/** @import { ShownFeature } from '../contract.js' */
import { pruneData } from './model.js';
import { newPart } from '../../ui/dom.js';
import { createPrunePanel } from './view.js';

/** @type {ShownFeature} */
export const prune = {
  id: 'prune',
  places: ['panel-prune'],
  mount({ actions, i18n }, panel) {
    const prune = createPrunePanel(newPart(panel), { i18n, onRatio: actions.setRatio, onPin: actions.pin });
    return { draw: (state) => prune.update(pruneData(state)) };
  },
};
