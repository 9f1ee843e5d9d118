// @ts-check
/**
 * Distillation: a student that is taught by a larger network, beside one that learns alone.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const distil = {
  id: 'distil',
  place: 'experiments',
  offer: { as: 'card', title: 'distil.title', lead: 'distil.lead', open: 'distil.open', focus: 'select' },
  texts: {
    en: {
      'distil.title': 'Distillation',
      'distil.lead':
        'A small network learns from the answers of a larger one: does it beat the same network on its own?',
      'distil.open': 'Open distillation',
    },
    zh: {
      'distil.title': '知识蒸馏',
      'distil.lead': '小网络向大网络的回答学习：它比独自学习的同一网络更好吗？',
      'distil.open': '打开知识蒸馏',
    },
  },
  load: () => import('./panel.js'),
};
