// @ts-check
/**
 * What a link says of the page itself, after the experiment: `view=compress` is the workspace, `show=classes` the view of the
 * evidence. What is as at first is left out. Pure.
 */

/** @import { Page, Workspace } from '../state/state.js' */
import { WORKSPACES } from '../state/workspaces.js';

/**
 * @param {string} experiment  a link's text, without the leading #
 * @param {Pick<Page, 'view' | 'evidence'>} page
 * @param {readonly string[]} views  of the evidence
 */
export function withPage(experiment, { view, evidence }, views) {
  const parts = [experiment];
  if (view !== 'explore') parts.push(`view=${view}`);
  if (evidence !== views[0]) parts.push(`show=${evidence}`);
  return `#${parts.join('&')}`;
}

/**
 * The parts of a hash that are of the page, and the rest, which is of the experiment. What names no workspace and no view
 * stays in the rest, where it is told as a fault.
 * @param {string} hash  with or without the leading #
 * @param {readonly string[]} views  of the evidence
 * @returns {{ page: Pick<Page, 'view' | 'evidence'>, rest: string }}
 */
export function splitHash(hash, views) {
  /** @type {Pick<Page, 'view' | 'evidence'>} */
  const page = { view: 'explore', evidence: views[0] };
  const rest = hash
    .replace(/^#/, '')
    .split('&')
    .filter((part) => {
      const [, name, value] = /^(view|show)=([\w-]+)$/.exec(part) ?? [];
      if (name === 'view' && isWorkspace(value)) page.view = value;
      else if (name === 'show' && views.includes(value)) page.evidence = value;
      else return true;
      return false;
    })
    .join('&');
  return { page, rest: rest === '' ? '' : `#${rest}` };
}

/** @param {string} name @returns {name is Workspace} */
function isWorkspace(name) {
  return /** @type {readonly string[]} */ (WORKSPACES).includes(name);
}
