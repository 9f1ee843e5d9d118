// @ts-check
/**
 * Storage and speed: how many bytes the network takes in every format, and how fast each kernel runs it.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const storage = {
  id: 'storage',
  place: 'compress',
  offer: { as: 'card', title: 'size.title', lead: 'size.lead', open: 'size.open', focus: 'select' },
  texts: {
    en: {
      'size.title': 'Storage and speed',
      'size.lead':
        'Pruned, but not smaller and not faster: why? The network as files that are really written, and by kernels that really run.',
      'size.open': 'Open storage and speed',
    },
    zh: {
      'size.title': '存储与速度',
      'size.lead': '剪枝之后为何既没变小也没变快？在这里真正写出文件，真正运行各种内核。',
      'size.open': '打开存储与速度',
    },
  },
  load: () => import('./panel.js'),
};
