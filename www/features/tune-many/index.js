// @ts-check
/**
 * Fine-tuning at several ratios: how much of the accuracy it brings back, and up to which ratio.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const tuneMany = {
  id: 'tune-many',
  place: 'experiments',
  offer: { as: 'card', title: 'many.title', lead: 'many.lead', open: 'many.begin.open', focus: 'input' },
  texts: {
    en: {
      'many.title': 'Fine-tune at several ratios',
      'many.lead': 'How much of the accuracy does fine-tuning bring back, and up to which ratio?',
      'many.begin.open': 'Open the experiment',
    },
    zh: {
      'many.title': '在多个比例处微调',
      'many.lead': '微调能挽回多少准确率？到哪个比例为止？',
      'many.begin.open': '打开实验',
    },
  },
  load: () => import('./panel.js'),
};
