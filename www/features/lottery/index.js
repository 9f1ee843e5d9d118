// @ts-check
/**
 * Lottery tickets: four ways to go on from a mask, over rounds of pruning. Also opened from the schedules.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const lottery = {
  id: 'lottery',
  workspace: 'experiments',
  studies: ['lottery'],
  texts: {
    en: { 'lottery.question': 'Is there a winning ticket?' },
    zh: { 'lottery.question': '有中奖彩票吗？' },
  },
  charts: true,
  load: () => import('./panel.js'),
};
