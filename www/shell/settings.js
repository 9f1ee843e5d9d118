// @ts-check
/**
 * Language and theme, remembered in the browser where it allows that.
 */

/** @import { Language } from '../i18n/index.js' */
/** @import { ThemeChoice } from './bar.js' */
import { preferredLanguage } from '../i18n/index.js';

const KEYS = Object.freeze({ language: 'prunelab.language', theme: 'prunelab.theme' });

/** @param {'language' | 'theme'} name @returns {string | null} */
function recall(name) {
  try {
    return localStorage.getItem(KEYS[name]);
  } catch {
    return null; // storage is blocked: the choice lasts as long as the page
  }
}

/** @param {'language' | 'theme'} name @param {string} value */
function remember(name, value) {
  try {
    localStorage.setItem(KEYS[name], value);
  } catch {
    // As above.
  }
}

/** @returns {Language} */
export function initialLanguage() {
  const kept = recall('language');
  return kept === 'en' || kept === 'zh' ? kept : preferredLanguage(navigator.languages ?? [navigator.language]);
}

/** @param {Language} language */
export function rememberLanguage(language) {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  remember('language', language);
}

/**
 * The theme: what was chosen, and what it comes to now.
 * @param {() => void} onChange
 */
export function createTheme(onChange) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const kept = recall('theme');
  /** @type {ThemeChoice} */
  let choice = kept === 'light' || kept === 'dark' ? kept : 'auto';
  /** @returns {'light' | 'dark'} */
  const resolved = () => (choice === 'auto' ? (dark.matches ? 'dark' : 'light') : choice);
  function apply() {
    document.documentElement.dataset.theme = resolved();
    onChange();
  }
  dark.addEventListener('change', () => {
    if (choice === 'auto') apply();
  });
  document.documentElement.dataset.theme = resolved();
  return {
    choice: () => choice,
    resolved,
    cycle() {
      choice = choice === 'auto' ? 'light' : choice === 'light' ? 'dark' : 'auto';
      remember('theme', choice);
      apply();
    },
  };
}

/** @typedef {ReturnType<typeof createTheme>} Theme */

/** Colours for the charts, from the page's custom properties. */
export function chartTheme() {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const colour = (name) => style.getPropertyValue(`--${name}`).trim() || '#808080';
  return {
    background: colour('page'),
    text: colour('text'),
    mutedText: colour('muted'),
    grid: colour('grid'),
    dense: colour('dense'),
    curve: colour('curve'),
    fineTuned: colour('tuned'),
    other: colour('other'),
    removed: colour('removed'),
    positive: colour('positive'),
    negative: colour('negative'),
    marker: colour('marker'),
  };
}
