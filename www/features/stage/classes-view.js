// @ts-check
/**
 * The classes with the probability of each, what the dense network says as a thin mark on the same bar, and the
 * prediction in words.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Geometry } from './geometry.js' */
/** @import { StageData } from './model.js' */
import { html, nothing } from 'lit-html';
import { percent } from '../../words/format.js';
import { predictionOf } from './model.js';

/** What is less probable for the dense network has no mark. */
const MARKED = 0.01;

/**
 * A row for each class that is shown.
 * @param {I18n} i18n
 * @param {StageData} data
 * @param {readonly number[]} shown
 * @param {Geometry} geometry
 */
export function classRows(i18n, data, shown, { classes: rect, lineHeight }) {
  const { probabilities, dense, picture, which } = data;
  const said = predictionOf(data);
  const digits = rect.width < 150 ? 0 : 1;
  const rows = shown.map((label) => {
    const probability = probabilities?.[label] ?? null;
    const mark = which !== 'dense' && dense && probabilities && dense[label] >= MARKED ? dense[label] : null;
    const isSaid = said?.label === label;
    const kind = isSaid ? (said.truth === null || said.truth === label ? 'right' : 'wrong') : '';
    return html`<li
      class="class-line"
      data-label=${label}
      data-probability=${probability ?? nothing}
      data-dense=${dense?.[label] ?? nothing}
      data-kind=${kind}
      ?data-true=${picture?.label === label && data.drawing === null}
      .style=${`height: ${lineHeight}px`}
    >
      <span class="class-label">${label}</span>
      <span class="class-track">
        <span class="class-fill" .style=${`transform: scaleX(${probability ?? 0})`}></span>
        ${mark === null ? nothing : html`<span class="class-mark" .style=${`left: ${mark * 100}%`}></span>`}
      </span>
      <span class="class-share">${probability === null ? '' : percent(probability, i18n.language(), digits)}</span>
    </li>`;
  });
  return html`<ol
    class="stage-classes"
    data-testid="probabilities"
    aria-label=${i18n.t('stage.classes')}
    .style=${`left: ${rect.left}px; top: ${rect.top}px; width: ${rect.width}px`}
  >
    ${rows}
  </ol>`;
}

/** @param {I18n} i18n @param {StageData} data */
export function predictionWords(i18n, data) {
  const { t } = i18n;
  const said = predictionOf(data);
  if (!said) return { first: t(data.drawing ? 'stage.nothing' : 'stage.waiting'), second: '', said };
  const share = (/** @type {number} */ value) => percent(value, i18n.language(), 0);
  const wrong = said.truth !== null && said.truth !== said.label;
  const label = String(said.label);
  const first = wrong
    ? t('stage.wrong', { label, share: share(said.probability), truth: String(said.truth) })
    : t('stage.right', { label, share: share(said.probability) });
  const second =
    said.dense && data.which !== 'dense'
      ? t('stage.dense', { label: String(said.dense.label), share: share(said.dense.probability) })
      : '';
  return { first, second, said, wrong };
}

/** @param {I18n} i18n @param {StageData} data @param {Geometry} geometry */
export function predictionLine(i18n, data, { words: rect }) {
  const { first, second, said, wrong } = predictionWords(i18n, data);
  return html`<p
    class="stage-words"
    data-testid="prediction"
    data-value=${said?.label ?? ''}
    data-probability=${said?.probability ?? ''}
    data-wrong=${wrong ? 'true' : nothing}
    .style=${`left: ${rect.left}px; top: ${rect.top}px; width: ${rect.width}px`}
  >
    <strong>${first}</strong> <span class="stage-dense">${second}</span>
  </p>`;
}
