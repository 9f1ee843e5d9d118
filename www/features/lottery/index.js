// @ts-check
/**
 * Lottery tickets: four ways to go on from a mask, over rounds of pruning. Also opened from the schedules.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const lottery = {
  id: 'lottery',
  place: 'experiments',
  offer: { as: 'card', title: 'lottery.title', lead: 'lottery.lead', open: 'lottery.begin.open', focus: 'input' },
  texts: {
    en: {
      'lottery.lead': 'Does a pruned network train as well from its first weights as from new ones?',
      'lottery.begin.open': 'Open the experiment',
    },
    zh: {
      'lottery.lead': '剪枝后的网络，从最初的权重开始训练，是否比重新初始化更好？',
      'lottery.begin.open': '打开实验',
    },
  },
  load: () => import('./panel.js'),
};
