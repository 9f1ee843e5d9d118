// @ts-check
/**
 * Sparse training: RigL, SET, a static mask and proximal L1.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const sparse = {
  id: 'sparse',
  workspace: 'experiments',
  studies: [],
  texts: {
    en: { 'sparse.question': 'Sparse from the start?' },
    zh: { 'sparse.question': '从一开始就稀疏训练？' },
  },
  load: () => import('./panel.js'),
};
