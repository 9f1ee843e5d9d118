// @ts-check
/**
 * What a link says of the page itself, after the experiment: `view=compress` is the workspace, `show=classes` the view of the
 * evidence, `image=12` the test image on the stage, from 1. What is as at first is left out. Pure.
 */

/** @import { Page, Workspace } from '../state/state.js' */
import { FIRST_IMAGE } from '../state/state.js';
import { WORKSPACES } from '../state/workspaces.js';

/** @typedef {Pick<Page, 'view' | 'evidence' | 'image'>} LinkedPage */

/**
 * @param {string} experiment  a link's text, without the leading #
 * @param {LinkedPage} page
 * @param {readonly string[]} views  of the evidence
 */
export function withPage(experiment, { view, evidence, image }, views) {
  const parts = [experiment];
  if (view !== 'explore') parts.push(`view=${view}`);
  if (evidence !== views[0]) parts.push(`show=${evidence}`);
  if (image !== FIRST_IMAGE) parts.push(`image=${image + 1}`);
  return `#${parts.join('&')}`;
}

/**
 * The parts of a hash that are of the page, and the rest, which is of the experiment. What names no workspace and no view
 * stays in the rest, where it is told as a fault.
 * @param {string} hash  with or without the leading #
 * @param {readonly string[]} views  of the evidence
 * @returns {{ page: LinkedPage, rest: string }}
 */
export function splitHash(hash, views) {
  /** @type {LinkedPage} */
  const page = { view: 'explore', evidence: views[0], image: FIRST_IMAGE };
  const rest = hash
    .replace(/^#/, '')
    .split('&')
    .filter((part) => {
      const [, name, value] = /^(view|show|image)=([\w-]+)$/.exec(part) ?? [];
      if (name === 'view' && isWorkspace(value)) page.view = value;
      else if (name === 'show' && views.includes(value)) page.evidence = value;
      else if (name === 'image' && /^[1-9]\d{0,6}$/.test(value)) page.image = Number(value) - 1;
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
