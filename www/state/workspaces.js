// @ts-check
/**
 * The workspaces of the page, in their order.
 */

/** @type {readonly ['explore', 'experiments', 'compress', 'learn']} */
export const WORKSPACES = Object.freeze(['explore', 'experiments', 'compress', 'learn']);
