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
/** `counts`: the numbers that choose a form, where the params are not those. @typedef {(key: string, params?: Params, counts?: Params) => string} Translate */
/** @typedef {{ t: Translate, has: (key: string) => boolean, add: (texts: Texts) => void, language: () => Language,
 *             setLanguage: (language: Language) => Promise<void> }} I18n */

/** Texts by key. @typedef {Readonly<Record<string, string>>} Table */
/** Every language has the same keys. @typedef {Readonly<Record<Language, Table>>} Texts */

/**
 * @param {string} template
 * @param {Params} params
 * @param {Language} language
 * @param {Params} [counts]  the numbers that choose a form, where the params are not those
 */
export function fill(template, params, language, counts = params) {
  return template.replace(/\{(\w+)(?:\?([^:{}]*):([^{}]*))?\}/g, (whole, name, one, many) => {
    const value = params[name];
    if (value === undefined) return whole;
    const count = counts[name];
    if (one !== undefined) return Number(typeof count === 'object' ? count.length : count) === 1 ? one : many;
    if (typeof value === 'object') return value.join(language === 'zh' ? '、' : ', ');
    return typeof value === 'number' ? grouped(value, language) : value;
  });
}

/**
 * A key without a text is a fault of the page: the console hears of it, so every test in a browser fails; elsewhere it throws.
 * @param {string} key
 */
function withoutText(key) {
  const fault = new Error(`no text: ${key}`);
  if (typeof reportError === 'undefined') throw fault;
  reportError(fault);
  return key;
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
  const t = (key, params = {}, counts = params) =>
    has(key) ? fill(tables[language][key], params, language, counts) : withoutText(key);

  return {
    t,
    has,
    add({ en, zh }) {
      extend('en', en);
      extend('zh', zh);
    },
    language: () => language,
    async setLanguage(next) {
      extend(next, await first[next]());
      language = next;
    },
  };
}
