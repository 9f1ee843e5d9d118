// @ts-check
/**
 * The trap: fine-tuning with and without the mask, side by side.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const trap = {
  id: 'trap',
  place: 'panel-tune',
  offer: { as: 'section', title: 'trap.title', lead: 'help.trap', open: 'trap.open', focus: 'button' },
  load: () => import('./panel.js'),
};
