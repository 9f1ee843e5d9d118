// @ts-check
/**
 * What a link says of the page itself, after the experiment: `view=compress/pipeline` is the workspace and the entry of its
 * list, `show=classes` the view of the evidence, `image=12` the test image on the stage, from 1, `lottery.rounds=3` a field of a
 * feature's form. What is as at first is left out. Pure.
 */

/** @import { LinkedForms } from '../state/slices.js' */
/** @import { EntryWorkspace, Page, Workspace } from '../state/state.js' */
import { FIRST_IMAGE } from '../state/state.js';
import { WORKSPACES } from '../state/workspaces.js';

/** @typedef {Pick<Page, 'view' | 'entries' | 'evidence' | 'image'>} LinkedPage */
/** What there is to be named: the views of the evidence, the first of them where a link names none, and the entries of
 * workspaces, and all features. @typedef {{ views: readonly string[], entries: readonly { id: string, workspace: string }[],
 *   features: readonly string[] }} Names */

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
 * @param {LinkedForms} [forms]
 */
export function withPage(experiment, page, { views }, forms = {}) {
  const { view, evidence, image } = page;
  const parts = [experiment];
  if (view !== 'explore') parts.push(`view=${viewOf(page)}`);
  if (evidence !== views[0]) parts.push(`show=${evidence}`);
  if (image !== FIRST_IMAGE) parts.push(`image=${image + 1}`);
  for (const [feature, fields] of Object.entries(forms))
    for (const [name, value] of Object.entries(fields)) parts.push(`${feature}.${name}=${encodeURIComponent(value)}`);
  return `#${parts.join('&')}`;
}

/**
 * The parts of a hash that are of the page, and the rest, which is of the experiment. What names no workspace and no view
 * stays in the rest, where it is told as a fault.
 * @param {string} hash  with or without the leading #
 * @param {Names} names
 * @returns {{ page: LinkedPage, forms: LinkedForms, rest: string }}
 */
export function splitHash(hash, { views, entries, features }) {
  /** @type {LinkedPage} */
  const page = { view: 'explore', entries: {}, evidence: views[0], image: FIRST_IMAGE };
  /** @type {Record<string, Record<string, string>>} */
  const forms = {};
  const rest = hash
    .replace(/^#/, '')
    .split('&')
    .filter((part) => {
      const [, feature, field, text] = /^([a-z-]+)\.(\w+)=(.*)$/.exec(part) ?? [];
      if (feature && features.includes(feature)) return !takeField(feature, field, text);
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
  return { page, forms, rest: rest === '' ? '' : `#${rest}` };

  /** @param {string} feature @param {string} field @param {string} text @returns {boolean} whether it can be read */
  function takeField(feature, field, text) {
    try {
      forms[feature] = { ...forms[feature], [field]: decodeURIComponent(text) };
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} of @param {string} named */
  function isEntry(of, named) {
    return entries.some(({ id, workspace }) => workspace === of && id === named);
  }
}

/** @param {string} name @returns {name is Workspace} */
function isWorkspace(name) {
  return /** @type {readonly string[]} */ (WORKSPACES).includes(name);
}
