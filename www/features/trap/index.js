// @ts-check
/**
 * The trap: fine-tuning with and without the mask, side by side.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const trap = {
  id: 'trap',
  workspace: 'experiments',
  studies: ['trap'],
  texts: {
    en: { 'trap.question': 'What if the mask is not kept?' },
    zh: { 'trap.question': '不保留掩码会怎样？' },
  },
  load: () => import('./panel.js'),
};
