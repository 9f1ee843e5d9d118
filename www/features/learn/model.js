// @ts-check
/**
 * Where the lesson is. Pure.
 */

/** @import { Slice } from '../../state/slices.js' */

/** `at`: the step, from 0. @type {Slice<{ form: {}, at: number }>} */
export const slice = { id: 'learn', initial: { form: {}, at: 0 } };
