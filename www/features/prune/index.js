// @ts-check
/**
 * Step 3: the exact ratio, and what it removes from each layer.
 */

/** @import { ShownFeature } from '../contract.js' */
import { pruneData } from './model.js';
import { createPrunePanel } from './view.js';

/** @type {ShownFeature} */
export const prune = {
  id: 'prune',
  places: ['panel-prune'],
  mount({ actions, i18n }, panel) {
    const prune = createPrunePanel({ i18n, onRatio: actions.setRatio, onPin: actions.pin });
    panel.append(prune.element);
    return { draw: (state) => prune.update(pruneData(state)) };
  },
};
