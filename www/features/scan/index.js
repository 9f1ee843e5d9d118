// @ts-check
/**
 * The sensitivity scan: the accuracy with one layer pruned while the others stay whole; and the curve of the other scope.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const scan = {
  id: 'scan',
  place: 'experiments',
  offer: { as: 'card', title: 'scan.title', lead: 'scan.lead', open: 'scan.open', focus: 'button' },
  texts: {
    en: {
      'scan.lead':
        'Which layer is the most sensitive to pruning? One layer at a time is pruned, the others stay whole.',
      'scan.open': 'Open the scan',
    },
    zh: {
      'scan.lead': '哪一层对剪枝最敏感？每次只剪一层，其余各层保持完整。',
      'scan.open': '打开扫描',
    },
  },
  load: () => import('./panel.js'),
};
