// @ts-check
/**
 * One test image, and what a teacher says of it at several temperatures: a bar and a number a class.
 */

/** @import { Answer } from '../../engine/answers.js' */
/** @import { I18n } from '../../i18n/index.js' */
import { pack, rgb } from '../../charts/colormap.js';
import { runNumber } from '../../state/tree.js';
import { h, icon, setAttribute, setHidden, setNumber } from '../../ui/dom.js';
import { textField } from '../../ui/fields.js';
import { fixed, percent, plain } from '../../words/format.js';
import { entropyOf, softmaxAt } from './model.js';

/** `typed`: the image's number as typed, from 1; `image` what it means, from 0, null where that is none of `count`.
 * @typedef {{ answer: Answer | null, typed: string, image: number | null, count: number, temperatures: readonly number[],
 *   chosen: number | null, width: number, height: number, theme: 'light' | 'dark' }} SoftLabelsData */

const INK = Object.freeze({ light: '#14181f', dark: '#eaedf2' });
/** Below it a share would be written as none. */
const LEAST = 0.00005;

/** @param {{ i18n: I18n, onType: (typed: string) => void, onStep: (by: 1 | -1) => void }} handlers */
export function createSoftLabels({ i18n, onType, onStep }) {
  const field = textField({
    id: 'distil-image',
    label: 'distil.image',
    help: 'distil.image.help',
    inputMode: 'numeric',
    testId: 'distil-image',
    onInput: onType,
  });
  /** @param {1 | -1} by @param {string} name */
  const step = (by, name) =>
    h('button', {
      type: 'button',
      class: 'button',
      i18n: `distil.${name}`,
      'data-testid': `distil-${name}`,
      onclick: () => onStep(by),
    });
  const [previous, next] = [step(-1, 'previous'), step(1, 'next')];
  const canvas = h('canvas', { class: 'soft-image', role: 'img', 'data-testid': 'distil-picture' });
  const words = h('p', { role: 'status', 'data-testid': 'distil-words' });
  const head = h('tr');
  const body = h('tbody');
  const entropies = h('tr');
  const table = h(
    'table',
    { class: 'numbers soft-table' },
    h('caption', { class: 'visually-hidden', i18n: 'distil.soft' }),
    h('thead', {}, head),
    body,
    h('tfoot', {}, entropies),
  );
  const scroller = h(
    'div',
    { class: 'scroll-x', tabindex: '0', role: 'group', 'data-testid': 'distil-soft', i18nLabel: 'distil.soft' },
    table,
  );
  const waiting = h('p', { class: 'help', i18n: 'distil.soft.waiting' });
  let shown = '';
  /** @type {Uint8Array | null} */
  let drawn = null;
  let drawnIn = '';

  /** @param {Answer} answer @param {SoftLabelsData} data */
  function draw({ pixels, image, label }, { width, height, theme }) {
    setAttribute(canvas, 'aria-label', i18n.t('distil.image.alt', { image: image + 1, label: String(label) }));
    setAttribute(canvas, 'data-value', image + 1);
    setAttribute(canvas, 'data-label', label);
    if (drawn === pixels && drawnIn === theme) return;
    drawn = pixels;
    drawnIn = theme;
    [canvas.width, canvas.height] = [width, height];
    const picture = new ImageData(width, height);
    const colour = rgb(INK[theme]);
    new Uint32Array(picture.data.buffer).set(Array.from(pixels, (level) => pack(...colour, level)));
    canvas.getContext('2d')?.putImageData(picture, 0, 0);
  }

  /** @param {number} share */
  function shareText(share) {
    if (share >= LEAST || share === 0) return percent(share, i18n.language(), 2);
    return `< ${percent(LEAST, i18n.language(), 2)}`;
  }

  /** @param {number} share @param {string} testid */
  function cell(share, testid) {
    const bar = h('span', { class: 'soft-bar', 'aria-hidden': 'true', 'data-testid': `${testid}-bar` });
    bar.style.width = `${100 * share}%`;
    const number = h('span', { 'data-testid': testid });
    setNumber(number, shareText(share), share);
    return h('td', {}, number, h('span', { class: 'soft-track' }, bar));
  }

  /** What colour or a mark says to those who see them. @param {string} key */
  const hint = (key) => h('span', { class: 'visually-hidden' }, ` ${i18n.t(key)}`);

  /** @param {Answer} answer @param {SoftLabelsData} data */
  function fill({ logits, label }, { temperatures, chosen }) {
    const soft = temperatures.map((temperature) => softmaxAt(logits, temperature));
    const name = (/** @type {number} */ at) => plain(temperatures[at]);
    head.replaceChildren(
      h('th', { scope: 'col' }, i18n.t('distil.class')),
      ...temperatures.map((temperature) => {
        const isChosen = temperature === chosen;
        return h(
          'th',
          { scope: 'col', class: isChosen && 'soft-chosen' },
          `T = ${plain(temperature)}`,
          isChosen && hint('distil.chosen'),
        );
      }),
    );
    body.replaceChildren(
      ...Array.from(logits, (_, at) =>
        h(
          'tr',
          { class: at === label && 'soft-right' },
          h('th', { scope: 'row' }, String(at), at === label && icon('check'), at === label && hint('distil.right')),
          ...soft.map((shares, column) => cell(shares[at], `soft-${name(column)}-${at}`)),
        ),
      ),
    );
    entropies.replaceChildren(
      h('th', { scope: 'row' }, i18n.t('distil.entropy')),
      ...soft.map((shares, column) => {
        const number = h('td', { 'data-testid': `soft-entropy-${name(column)}` });
        const bits = entropyOf(shares);
        setNumber(number, fixed(bits, i18n.language(), 3), bits);
        return number;
      }),
    );
  }

  /** @param {Answer} answer */
  function wordsOf({ logits, label, image, run }) {
    const shares = softmaxAt(logits, 1);
    const [first, second] = shares.map((share, at) => ({ share, at })).sort((a, b) => b.share - a.share);
    return i18n.t('distil.soft.words', {
      image: image + 1,
      label: String(label),
      run: runNumber(run),
      first: String(first.at),
      firstShare: shareText(first.share),
      second: String(second.at),
      secondShare: shareText(second.share),
    });
  }

  return {
    element: h(
      'section',
      { 'aria-labelledby': 'distil-soft' },
      h('h3', { id: 'distil-soft', i18n: 'distil.soft' }),
      h('p', { class: 'help', i18n: 'distil.soft.help' }),
      waiting,
      h(
        'div',
        { class: 'soft-head' },
        canvas,
        h('div', {}, field.element, h('div', { class: 'compare-buttons' }, previous, next)),
      ),
      words,
      scroller,
    ),
    /** @param {SoftLabelsData} data */
    update(data) {
      const { answer, image, count, temperatures, chosen } = data;
      const fault = image === null && count > 0 ? i18n.t('fault.whole', { min: 1, max: count }) : null;
      field.update(data.typed, fault);
      previous.disabled = image === null || image === 0;
      next.disabled = image === null || image + 1 >= count;
      setHidden(waiting, answer !== null);
      for (const element of [canvas, words, scroller]) setHidden(element, answer === null);
      if (!answer) return;
      draw(answer, data);
      const key = [i18n.language(), answer.run, answer.image, chosen, ...temperatures].join(' ');
      if (shown === key) return;
      shown = key;
      setNumber(words, wordsOf(answer), runNumber(answer.run));
      fill(answer, data);
    },
  };
}
