// @ts-check
/**
 * When weights are pruned: what the person chose. Pure.
 */

/** @import { Slice } from '../../state/slices.js' */

export const SCHEDULES = /** @type {const} */ (['oneShot', 'iterative', 'gradual', 'lottery']);
/** @typedef {typeof SCHEDULES[number]} Schedule */

/** `rounds` as typed. @type {Slice<{ form: { schedule: Schedule, rounds: string } }>} */
export const slice = { id: 'schedules', initial: { form: { schedule: 'oneShot', rounds: '5' } } };
