// @ts-check
/**
 * A neuron of the stage in detail. Opened by pointing at its tile.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const neuron = { id: 'neuron', place: 'neuron', offer: null, load: () => import('./panel.js') };
