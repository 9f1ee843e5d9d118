// @ts-check
/**
 * The page's words. Texts are looked up by key; `{name}` is filled in from params; `{name?one:many}`
 * chooses by whether the number is 1. Numbers are grouped as the language does; strings stay as they are.
 */

/** @import { Language } from '../format.js' */
/** @typedef {Record<string, string | number>} Params */
/** @typedef {(key: string, params?: Params) => string} Translate */
/** @typedef {{ t: Translate, language: () => Language, setLanguage: (language: Language) => Promise<void>,
 *             localise: (root: ParentNode) => void, has: (key: string) => boolean }} I18n */

/** @typedef {Readonly<Record<string, string>>} Table  texts by key; every language has the same keys */

/** Only the language in use is loaded. @type {Readonly<Record<Language, () => Promise<Table>>>} */
const LOADERS = {
  en: async () => (await import('./en.js')).en,
  zh: async () => (await import('./zh.js')).zh,
};

/**
 * @param {string} template
 * @param {Params} params
 * @param {Language} language
 */
export function fill(template, params, language) {
  return template.replace(/\{(\w+)(?:\?([^:{}]*):([^{}]*))?\}/g, (whole, name, one, many) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one !== undefined) return Number(value) === 1 ? one : many;
    return typeof value === 'number' ? grouped(value, language) : value;
  });
}

/** Making one takes longer than using it a hundred times. @type {Map<Language, Intl.NumberFormat>} */
const formats = new Map();

/** @param {number} value @param {Language} language */
function grouped(value, language) {
  if (!Number.isFinite(value)) return String(value);
  let format = formats.get(language);
  if (!format) {
    format = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-US', { maximumFractionDigits: 12 });
    formats.set(language, format);
  }
  return format.format(value);
}

/**
 * The language that suits a list of preferences such as navigator.languages.
 * @param {readonly string[]} preferences
 * @returns {Language}
 */
export function preferredLanguage(preferences) {
  for (const tag of preferences) {
    if (/^zh\b/i.test(tag)) return 'zh';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/**
 * @param {Language} initial
 * @returns {Promise<I18n>}
 */
export async function createI18n(initial) {
  let language = initial;
  let table = await LOADERS[initial]();
  /** @type {Translate} */
  const t = (key, params = {}) => fill(table[key] ?? key, params, language);

  /** Fills in every text that elements under `root` name. @param {ParentNode} root */
  function localise(root) {
    for (const element of root.querySelectorAll('[data-i18n]')) {
      element.textContent = t(element.getAttribute('data-i18n') ?? '');
    }
    for (const [from, to] of [
      ['label', 'aria-label'],
      ['title', 'title'],
      ['placeholder', 'placeholder'],
    ]) {
      for (const element of root.querySelectorAll(`[data-i18n-${from}]`)) {
        element.setAttribute(to, t(element.getAttribute(`data-i18n-${from}`) ?? ''));
      }
    }
  }
  return {
    t,
    localise,
    language: () => language,
    setLanguage: async (next) => {
      table = await LOADERS[next]();
      language = next;
    },
    has: (key) => key in table,
  };
}
