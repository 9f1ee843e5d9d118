// @ts-check
/**
 * When how much is pruned: at once, in rounds, while training, or as a lottery.
 */

/** @import { ShownFeature } from '../contract.js' */
import { mount } from './panel.js';

/** @type {ShownFeature} */
export const schedules = { id: 'schedules', places: ['panel-prune'], mount };
