// @ts-check
/**
 * The sensitivity scan: the accuracy with one layer pruned while the others stay whole; and the curve of the other scope.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const scan = {
  id: 'scan',
  workspace: 'experiments',
  studies: ['scan', 'game'],
  texts: {
    en: { 'scan.question': 'Which layer can lose most?' },
    zh: { 'scan.question': '哪一层能剪得最多？' },
  },
  charts: true,
  load: () => import('./panel.js'),
};
