// @ts-check
/**
 * The page's words. Texts are looked up by key; `{name}` is filled in from params; `{name?one:many}`
 * chooses by whether the number, or the length of the list, is 1. Numbers are grouped as the language does; strings stay
 * as they are.
 *
 * Of the first screen's texts only the language in use is loaded. What is loaded on demand brings its own, in both.
 */

/** @typedef {'en' | 'zh'} Language */
/** @typedef {string | number | readonly number[]} Param */
/** @typedef {Readonly<Record<string, Param>>} Params */
/** @typedef {(key: string, params?: Params) => string} Translate */
/** @typedef {{ t: Translate, has: (key: string) => boolean, add: (texts: Texts) => void, language: () => Language,
 *             setLanguage: (language: Language) => Promise<void>, localise: (root: ParentNode) => void }} I18n */

/** Texts by key. @typedef {Readonly<Record<string, string>>} Table */
/** Every language has the same keys. @typedef {Readonly<Record<Language, Table>>} Texts */

/**
 * @param {string} template
 * @param {Params} params
 * @param {Language} language
 */
export function fill(template, params, language) {
  return template.replace(/\{(\w+)(?:\?([^:{}]*):([^{}]*))?\}/g, (whole, name, one, many) => {
    const value = params[name];
    if (value === undefined) return whole;
    const list = typeof value === 'object';
    if (one !== undefined) return Number(list ? value.length : value) === 1 ? one : many;
    if (list) return value.join(language === 'zh' ? '、' : ', ');
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
 * @param {Readonly<Record<Language, () => Promise<Table>>>} first  loads the first screen's texts
 * @returns {Promise<I18n>}
 */
export async function createI18n(initial, first) {
  let language = initial;
  /** @type {Record<Language, Table>} */
  const tables = { en: {}, zh: {} };

  /** @param {Language} which @param {Table} more */
  function extend(which, more) {
    tables[which] = { ...tables[which], ...more };
  }
  extend(initial, await first[initial]());

  /** @param {string} key */
  const has = (key) => key in tables[language];
  /** @type {Translate} */
  const t = (key, params = {}) => (has(key) ? fill(tables[language][key], params, language) : key);

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
    has,
    add({ en, zh }) {
      extend('en', en);
      extend('zh', zh);
    },
    localise,
    language: () => language,
    async setLanguage(next) {
      extend(next, await first[next]());
      language = next;
    },
  };
}
