// @ts-check
/**
 * Distillation: a student that is taught by a larger network, beside one that learns alone.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const distil = {
  id: 'distil',
  workspace: 'experiments',
  studies: ['distil'],
  texts: {
    en: { 'distil.question': 'Can a small student learn more from a teacher?' },
    zh: { 'distil.question': '小型学生网络能从教师网络学到更多吗？' },
  },
  load: () => import('./panel.js'),
};
