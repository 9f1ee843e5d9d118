// @ts-check
/**
 * The words of the elements that stand in index.html: names of regions and a few texts, in the page's language.
 */

/** @import { Translate } from '../i18n/index.js' */
import { find, setAttribute, setText } from '../ui/dom.js';

/** Names of regions. @param {Translate} t @returns {[string, string][]} */
const names = (t) => [
  ['#rail', t('page.steps')],
  ['#stage', t('page.stage')],
  ['#band', t('accuracy.title')],
  ['#evidence', t('page.evidence')],
  ['#dock', t('page.parts')],
  ['#runs', t('runs.title')],
  ['#file-input', t('data.files.choose')],
];

/** @param {Translate} t @returns {[string, string][]} */
const texts = (t) => [
  ['.skip-link', t('page.skip')],
  ['.fate-label', t('band.fate')],
  ['#drop-curtain p', t('data.drop')],
];

/** @param {Translate} t */
export function labelPage(t) {
  for (const [selector, name] of names(t)) setAttribute(find(selector, HTMLElement), 'aria-label', name);
  for (const [selector, text] of texts(t)) setText(find(selector, HTMLElement), text);
}
