// @ts-check
/**
 * What a link says of the page itself, after the experiment: `view=compress/pipeline` is the workspace and the entry of its
 * list, `show=classes` the view of the evidence, `image=12` the test image on the stage, from 1. What is as at first is left
 * out. Pure.
 */

/** @import { EntryWorkspace, Page, Workspace } from '../state/state.js' */
import { FIRST_IMAGE } from '../state/state.js';
import { WORKSPACES } from '../state/workspaces.js';

/** @typedef {Pick<Page, 'view' | 'entries' | 'evidence' | 'image'>} LinkedPage */
/** What there is to be named: the views of the evidence, the first of them where a link names none, and the entries of
 * workspaces. @typedef {{ views: readonly string[], entries: readonly { id: string, workspace: string }[] }} Names */

/** What stands after `view=`: the workspace, and the entry that is chosen in it. @param {Pick<Page, 'view' | 'entries'>} page */
export function viewOf({ view, entries }) {
  const entry = entries[/** @type {EntryWorkspace} */ (view)];
  return entry ? `${view}/${entry}` : view;
}

/** Views of the evidence as older links call them. @type {Readonly<Record<string, string>>} */
const OLD_VIEWS = { results: 'before-after' };

/**
 * @param {string} experiment  a link's text, without the leading #
 * @param {LinkedPage} page
 * @param {Names} names
 */
export function withPage(experiment, page, { views }) {
  const { view, evidence, image } = page;
  const parts = [experiment];
  if (view !== 'explore') parts.push(`view=${viewOf(page)}`);
  if (evidence !== views[0]) parts.push(`show=${evidence}`);
  if (image !== FIRST_IMAGE) parts.push(`image=${image + 1}`);
  return `#${parts.join('&')}`;
}

/**
 * The parts of a hash that are of the page, and the rest, which is of the experiment. What names no workspace and no view
 * stays in the rest, where it is told as a fault.
 * @param {string} hash  with or without the leading #
 * @param {Names} names
 * @returns {{ page: LinkedPage, rest: string }}
 */
export function splitHash(hash, { views, entries }) {
  /** @type {LinkedPage} */
  const page = { view: 'explore', entries: {}, evidence: views[0], image: FIRST_IMAGE };
  const rest = hash
    .replace(/^#/, '')
    .split('&')
    .filter((part) => {
      const [, name, value, entry = ''] = /^(view|show|image)=([\w-]+)(?:\/([\w-]+))?$/.exec(part) ?? [];
      if (entry && (name !== 'view' || !isEntry(value, entry))) return true;
      if (name === 'view' && isWorkspace(value)) {
        page.view = value;
        page.entries = { [value]: entry };
      } else if (name === 'show' && views.includes(OLD_VIEWS[value] ?? value))
        page.evidence = OLD_VIEWS[value] ?? value;
      else if (name === 'image' && /^[1-9]\d{0,6}$/.test(value)) page.image = Number(value) - 1;
      else return true;
      return false;
    })
    .join('&');
  return { page, rest: rest === '' ? '' : `#${rest}` };

  /** @param {string} of @param {string} named */
  function isEntry(of, named) {
    return entries.some(({ id, workspace }) => workspace === of && id === named);
  }
}

/** @param {string} name @returns {name is Workspace} */
function isWorkspace(name) {
  return /** @type {readonly string[]} */ (WORKSPACES).includes(name);
}
