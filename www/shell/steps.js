// @ts-check
/**
 * The four steps, in their order.
 */

/** @import { Step } from '../state/state.js' */

/** @type {readonly Step[]} */
export const STEPS = ['train', 'score', 'prune', 'tune'];
