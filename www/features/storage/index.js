// @ts-check
/**
 * Storage and speed: how many bytes the network takes in every format, and how fast each kernel runs it.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const storage = {
  id: 'storage',
  workspace: 'compress',
  studies: ['formats', 'speed'],
  texts: {
    en: { 'storage.question': 'Smaller and faster: by how much?' },
    zh: { 'storage.question': '能小多少、快多少？' },
  },
  charts: true,
  load: () => import('./panel.js'),
};
