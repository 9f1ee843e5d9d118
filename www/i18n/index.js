// @ts-check
/**
 * The page's words. Texts are looked up by key; `{name}` is filled in from params; `{name?one:many}`
 * chooses by whether the number is 1. Numbers are grouped as the language does; strings stay as they are.
 *
 * Only the language in use is loaded, and of it at first only what a first visit shows (`en.js`, `zh.js`). The first text
 * that is not among these brings all the others (`en-more.js`, `zh-more.js`); until they are there it is an ellipsis.
 */

/** @typedef {'en' | 'zh'} Language */
/** @typedef {Record<string, string | number>} Params */
/** @typedef {(key: string, params?: Params) => string} Translate */
/** @typedef {{ t: Translate, language: () => Language, setLanguage: (language: Language) => Promise<void>,
 *             localise: (root: ParentNode) => void, has: (key: string) => boolean,
 *             more: () => Promise<void>, complete: () => boolean, onMore: (told: () => void) => void }} I18n
 *   `more`: the other texts are there; what is opened on demand waits for it. `onMore`: what to do when they have come */

/** @typedef {Readonly<Record<string, string>>} Table  texts by key; every language has the same keys */

/** The first texts and the others. @type {Readonly<Record<Language, readonly [() => Promise<Table>, () => Promise<Table>]>>} */
const LOADERS = {
  en: [async () => (await import('./en.js')).en, async () => (await import('./en-more.js')).enMore],
  zh: [async () => (await import('./zh.js')).zh, async () => (await import('./zh-more.js')).zhMore],
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
  let table = await LOADERS[initial][0]();
  let whole = false;
  /** @type {Promise<void> | null} */
  let coming = null;
  let told = () => {};
  /** @type {Translate} */
  const t = (key, params = {}) => {
    if (has(key)) return fill(table[key], params, language);
    return whole ? key : '\u2026';
  };

  /** @param {string} key */
  function has(key) {
    if (key in table) return true;
    if (!whole) more().catch(() => undefined);
    return false;
  }

  /** Rejects when they cannot be fetched; the next who asks tries again. @returns {Promise<void>} */
  function more() {
    if (whole) return Promise.resolve();
    coming ??= fetchMore();
    return coming;
  }

  async function fetchMore() {
    const wanted = language;
    try {
      const others = await LOADERS[wanted][1]();
      if (wanted !== language) return;
      table = { ...table, ...others };
      whole = true;
      told();
    } catch (error) {
      coming = null;
      throw error;
    }
  }

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
      const all = await Promise.all(LOADERS[next].slice(0, whole || coming ? 2 : 1).map((load) => load()));
      table = Object.assign({}, ...all);
      whole = all.length === 2;
      coming = null;
      language = next;
    },
    has,
    more,
    complete: () => whole,
    onMore(tell) {
      told = tell;
    },
  };
}
