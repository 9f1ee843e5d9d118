// @ts-check
/**
 * One test image, and what a teacher says of it at several temperatures: a bar and a number a class.
 */

/** @import { Answer } from '../../engine/answers.js' */
/** @import { I18n } from '../../i18n/index.js' */
import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { pack, rgb } from '../../charts/colormap.js';
import { runNumber } from '../../state/tree.js';
import { textField } from '../../ui/form.js';
import { iconOf } from '../../ui/icons.js';
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
  const { t } = i18n;
  /** @type {Uint8Array | null} */
  let drawn = null;
  let drawnIn = '';

  /** @param {Element | undefined} canvas @param {Answer} answer @param {SoftLabelsData} data */
  function paint(canvas, { pixels }, { width, height, theme }) {
    if (!(canvas instanceof HTMLCanvasElement) || (drawn === pixels && drawnIn === theme)) return;
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
  const cell = (share, testid) =>
    html`<td>
      <span data-testid=${testid} data-value=${share}>${shareText(share)}</span>
      <span class="soft-track"
        ><span
          class="soft-bar"
          aria-hidden="true"
          data-testid=${`${testid}-bar`}
          ${ref((bar) => bar instanceof HTMLElement && bar.style.setProperty('width', `${100 * share}%`))}
        ></span
      ></span>
    </td>`;

  /** What colour or a mark says to those who see them. @param {string} key */
  const hint = (key) => html`<span class="visually-hidden"> ${t(key)}</span>`;

  /** @param {Answer} answer @param {SoftLabelsData} data */
  function table({ logits, label }, { temperatures, chosen }) {
    const soft = temperatures.map((temperature) => softmaxAt(logits, temperature));
    return html`<table class="numbers soft-table">
      <caption class="visually-hidden">
        ${t('distil.soft')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t('distil.class')}</th>
          ${temperatures.map(
            (temperature) =>
              html`<th scope="col" class=${temperature === chosen ? 'soft-chosen' : nothing}>
                T = ${plain(temperature)}${temperature === chosen ? hint('distil.chosen') : nothing}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${Array.from(
          logits,
          (_, at) =>
            html`<tr class=${at === label ? 'soft-right' : nothing}>
              <th scope="row">${at}${at === label ? html`${iconOf('check')}${hint('distil.right')}` : nothing}</th>
              ${soft.map((shares, column) => cell(shares[at], `soft-${plain(temperatures[column])}-${at}`))}
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${t('distil.entropy')}</th>
          ${soft.map((shares, column) => {
            const bits = entropyOf(shares);
            return html`<td data-testid=${`soft-entropy-${plain(temperatures[column])}`} data-value=${bits}>
              ${fixed(bits, i18n.language(), 3)}
            </td>`;
          })}
        </tr>
      </tfoot>
    </table>`;
  }

  /** @param {Answer} answer */
  function wordsOf({ logits, label, image, run }) {
    const shares = softmaxAt(logits, 1);
    const [first, second] = shares.map((share, at) => ({ share, at })).sort((a, b) => b.share - a.share);
    return t('distil.soft.words', {
      image: image + 1,
      label: String(label),
      run: runNumber(run),
      first: String(first.at),
      firstShare: shareText(first.share),
      second: String(second.at),
      secondShare: shareText(second.share),
    });
  }

  /** @param {Answer} answer @param {SoftLabelsData} data */
  const picture = (answer, data) =>
    html`<canvas
      class="soft-image"
      role="img"
      data-testid="distil-picture"
      data-value=${answer.image + 1}
      data-label=${answer.label}
      aria-label=${t('distil.image.alt', { image: answer.image + 1, label: String(answer.label) })}
      ${ref((canvas) => paint(canvas, answer, data))}
    ></canvas>`;

  return (/** @type {SoftLabelsData} */ data) => {
    const { answer, image, count } = data;
    const fault = image === null && count > 0 ? t('fault.whole', { min: 1, max: count }) : null;
    /** @param {1 | -1} by @param {'previous' | 'next'} name @param {boolean} disabled */
    const step = (by, name, disabled) =>
      html`<button
        type="button"
        class="button"
        data-testid=${`distil-${name}`}
        ?disabled=${disabled}
        @click=${() => onStep(by)}
      >
        ${t(`distil.${name}`)}
      </button>`;
    return html`<section class="soft" aria-labelledby="distil-soft">
      <h3 id="distil-soft">${t('distil.soft')}</h3>
      <p class="help">${t('distil.soft.help')}</p>
      ${answer ? nothing : html`<p class="help">${t('distil.soft.waiting')}</p>`}
      <div class="soft-head">
        ${answer ? picture(answer, data) : nothing}
        <div>
          ${textField({
            id: 'distil-image',
            label: t('distil.image'),
            help: t('distil.image.help'),
            value: data.typed,
            fault,
            inputMode: 'numeric',
            onInput: onType,
          })}
          <div class="experiment-buttons">
            ${step(-1, 'previous', image === null || image === 0)}
            ${step(1, 'next', image === null || image + 1 >= count)}
          </div>
        </div>
      </div>
      ${
        answer
          ? html`<p role="status" data-testid="distil-words" data-value=${runNumber(answer.run)}>${wordsOf(answer)}</p>
              <div class="scroll-x" tabindex="0" role="group" data-testid="distil-soft" aria-label=${t('distil.soft')}>
                ${table(answer, data)}
              </div>`
          : nothing
      }
    </section>`;
  };
}
