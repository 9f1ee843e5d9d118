// @ts-check
/**
 * Sparse training: RigL, SET, a static mask and proximal L1.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const sparse = {
  id: 'sparse',
  place: 'experiments',
  offer: { as: 'card', title: 'sparse.title', lead: 'sparse.lead', open: 'sparse.open', focus: 'button' },
  texts: {
    en: {
      'sparse.title': 'Sparse training',
      'sparse.lead': 'Train with few weights from the first batch on, and watch connections being dropped and grown.',
      'sparse.open': 'Open sparse training',
    },
    zh: {
      'sparse.title': '稀疏训练',
      'sparse.lead': '从第一批起就只用少量权重训练，并观察连接如何移除与新增。',
      'sparse.open': '打开稀疏训练',
    },
  },
  load: () => import('./panel.js'),
};
