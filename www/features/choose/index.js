// @ts-check
/**
 * Which ratio may be chosen: the highest whose loss of accuracy after fine-tuning a person accepts.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const choose = {
  id: 'choose',
  workspace: 'experiments',
  studies: ['choose'],
  texts: {
    en: { 'choose.question': 'Which ratio may I choose?' },
    zh: { 'choose.question': '可以选多大的剪枝比例？' },
  },
  charts: true,
  load: () => import('./panel.js'),
};
