// @ts-check
/**
 * The trap: fine-tuning with and without the mask, side by side.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const trap = {
  id: 'trap',
  place: 'experiments',
  offer: { as: 'card', title: 'trap.title', lead: 'help.trap', open: 'trap.open', focus: 'button' },
  texts: {
    en: {
      'trap.title': 'The trap, side by side',
      'help.trap': 'Fine-tunes the network at the slider twice, with its mask and without, and counts what comes back.',
      'trap.open': 'Compare both',
    },
    zh: {
      'trap.title': '陷阱，两边对比',
      'help.trap': '把滑块处的网络微调两次，一次保留掩码，一次忘掉掩码，并数出复活的权重。',
      'trap.open': '对比两者',
    },
  },
  load: () => import('./panel.js'),
};
