// @ts-check
/**
 * Fine-tuning at several ratios: how much of the accuracy it brings back, and up to which ratio.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const tuneMany = {
  id: 'tune-many',
  workspace: 'experiments',
  studies: ['tune'],
  texts: {
    en: { 'tune-many.question': 'How much does fine-tuning bring back?' },
    zh: { 'tune-many.question': '微调能恢复多少准确率？' },
  },
  charts: true,
  load: () => import('./panel.js'),
};
