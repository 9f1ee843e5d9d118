// @ts-check
/**
 * Sparse training: how, at which density, what is dropped and grown when; what came out, the connections while it goes on, and
 * what every update did.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Exchange } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/progress.js' */
/** @import { SparseField, SparseForm, Way } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { RECIPES } from '../../description.js';
import { answerLines, methodLines } from '../../ui/experiment.js';
import { segments, textField } from '../../ui/form.js';
import { layerSegments } from '../../ui/layers.js';
import { studyProgress } from '../../ui/progress.js';
import { fixed, percent, points } from '../../words/format.js';
import { CELL_COLOURS, createSparseMap } from './map.js';
import { SPARSE_FIELDS, SPARSE_LIMITS } from './model.js';

/** `map`: the layer shown, with how many of its connections are absent, kept, grown and dropped; `density`: of all layers;
 * `baseline`: a dense network of the list that was trained on the same data for `epochs`.
 * @typedef {{ form: SparseForm, faults: readonly SparseField[], fault: boolean, hidden: string, canStart: boolean,
 *   progress: StudyProgress | null, exchanges: readonly Exchange[], trained: boolean,
 *   accuracy: number | null, density: { left: number, total: number } | null,
 *   baseline: { accuracy: number, run: number, epochs: number } | null, epochs: number | null,
 *   layers: number, layer: number, theme: 'light' | 'dark',
 *   map: { rows: number, columns: number, cells: Uint8Array, counts: readonly number[], byExchange: boolean } | null,
 * }} SparseData */

/** w are weights, g the gradient of the next batch's loss, t batches done, T those until the last update, N how many
 * weights a layer has, d its density, \u03b1 the initial update fraction.
 * @type {Readonly<Record<Way | 'start' | 'share', { formula: string, papers: readonly (readonly [string, string])[] }>>} */
const FORMULAS = Object.freeze({
  start: {
    formula: 'd\u2097 \u221d (n\u2097\u208b\u2081 + n\u2097) / (n\u2097\u208b\u2081 \u00b7 n\u2097)',
    papers: [['Mocanu et al. 2018', '1707.04780']],
  },
  share: {
    formula: 'k(t) = \u03b1/2 \u00b7 (1 + cos(\u03c0 t / T)) \u00b7 d\u2097N\u2097',
    papers: [['Dettmers & Zettlemoyer 2019', '1907.04840']],
  },
  rigl: {
    formula: '\u2212 k smallest |w|,   + k largest |g|, w = 0',
    papers: [['RigL: Evci et al. 2020', '1911.11134']],
  },
  set: {
    formula: '\u2212 k smallest |w|,   + k at random, w = 0',
    papers: [['SET: Mocanu et al. 2018', '1707.04780']],
  },
  static: { formula: 'w \u2190 m \u00b7 w,   m constant', papers: [['Mocanu et al. 2018', '1707.04780']] },
  l1: {
    formula: 'w \u2190 sign(w) \u00b7 max(|w| \u2212 \u03b7\u03bb, 0)',
    papers: [['Beck & Teboulle 2009 (ISTA)', '']],
  },
});

/** @type {Readonly<Record<Way, readonly (keyof typeof FORMULAS)[]>>} */
const SHOWN = Object.freeze({
  rigl: ['rigl', 'share', 'start'],
  set: ['set', 'share', 'start'],
  static: ['static', 'start'],
  l1: ['l1'],
});
/** Updates in the table. */
const ROWS = 200;
/** Of a connection, by its number. */
const NAMES = ['none', 'kept', 'grown', 'dropped'];

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onForm: (change: Partial<SparseForm>) => void, onLayer: (layer: number) => void,
 *   onStart: () => void, onCancel: () => void }} handlers
 */
export function createSparsePanel(element, { i18n, onForm, onLayer, onStart, onCancel }) {
  const { t } = i18n;
  const map = createSparseMap({ testid: 'sparse-map' });
  /** @type {SparseData | null} */
  let last = null;
  /** Whether the table of updates is unfolded: only then it is made. */
  let isOpen = false;

  /** @param {SparseData} data */
  function controls({ form, faults, fault, hidden, canStart, progress }) {
    return html`<div class="experiment-controls">
      <div>
        ${segments({
          testId: 'sparse-way',
          label: t('sparse.way'),
          value: form.way,
          options: RECIPES.techniques.map(({ technique }) => ({
            value: technique,
            label: t(`sparse.way.${technique}`),
          })),
          onChange: (value) => onForm({ way: /** @type {Way} */ (value) }),
        })}
        <p class="help">${t(`sparse.way.${form.way}.help`)}</p>
      </div>
      <div class="experiment-fields">
        ${SPARSE_FIELDS[form.way].map((name) => {
          const { min, max, whole } = SPARSE_LIMITS[name];
          return textField({
            id: `sparse-${name}`,
            label: t(`sparse.${name}`),
            help: t(`sparse.${name}.help`),
            value: form[name],
            fault: faults.includes(name) ? t(whole ? 'fault.whole' : 'fault.number', { min, max }) : null,
            inputMode: whole ? 'numeric' : 'decimal',
            onEnter: onStart,
            onInput: (value) => onForm({ [name]: value }),
          });
        })}
      </div>
      <p class="help">${t('sparse.network', { hidden })}</p>
      ${studyProgress({
        i18n,
        name: 'sparse',
        testId: 'sparse-start',
        label: t('sparse.progress'),
        begin: t('sparse.start'),
        job: progress,
        enabled: canStart && !fault && faults.length === 0,
        primary: true,
        onBegin: onStart,
        onCancel,
      })}
      <details class="formula">
        <summary>${t('score.formula')}</summary>
        ${SHOWN[form.way].map((key) => {
          const { formula, papers } = FORMULAS[key];
          return html`<code>${formula}</code>
            <p class="help">
              ${papers.map(([name, arxiv]) =>
                arxiv
                  ? html`<a href=${`https://arxiv.org/abs/${arxiv}`} target="_blank" rel="noopener">${name}</a>`
                  : html`<span>${name}</span>`,
              )}
            </p>`;
        })}
      </details>
    </div>`;
  }

  /** What came out once the training has ended. @param {SparseData} data */
  function sentence({ trained, accuracy, density, baseline, epochs }) {
    if (!trained || accuracy === null || density === null || epochs === null) return null;
    const language = i18n.language();
    const params = {
      accuracy: percent(accuracy, language, 2),
      density: percent(density.left / density.total, language),
      epochs,
    };
    if (!baseline) return t('sparse.answer', params);
    return t('sparse.answer.dense', {
      ...params,
      dense: percent(baseline.accuracy, language, 2),
      difference: points(accuracy - baseline.accuracy, language, 2),
      denseEpochs: baseline.epochs,
    });
  }

  /** @param {SparseData} data */
  function figures({ accuracy, density }) {
    const language = i18n.language();
    if (!density) return nothing;
    const share = density.left / density.total;
    return html`<p class="budget-figures sparse-figures">
      <span
        ><strong class="number" data-testid="sparse-accuracy" data-value=${accuracy ?? nothing}
          >${accuracy === null ? '\u2026' : percent(accuracy, language, 2)}</strong
        >
        ${t('sparse.right')}</span
      >
      <span
        ><strong class="number" data-testid="sparse-now" data-value=${share}>${percent(share, language, 2)}</strong>
        <span class="number" data-testid="sparse-left" data-value=${density.left}
          >${t('sparse.left', { left: fixed(density.left, language), total: fixed(density.total, language) })}</span
        ></span
      >
    </p>`;
  }

  /** @param {SparseData} data */
  function updates({ exchanges, layers }) {
    if (exchanges.length === 0) return nothing;
    const language = i18n.language();
    return html`<details
      class="formula"
      @toggle=${(/** @type {Event & { currentTarget: HTMLDetailsElement }} */ event) => {
        if (isOpen === event.currentTarget.open) return;
        isOpen = event.currentTarget.open;
        draw();
      }}
    >
      <summary data-testid="sparse-updates-title" data-value=${exchanges.length}>
        ${t('sparse.updates', { count: exchanges.length })}
      </summary>
      <div class="codebook" tabindex="0" role="group" aria-label=${t('sparse.updates.label')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t('sparse.batch')}</th>
              ${Array.from(
                { length: layers },
                (_, layer) => html`<th scope="col">${t('hist.layer', { layer: layer + 1 })}</th>`,
              )}
            </tr>
          </thead>
          <tbody data-testid="sparse-updates">
            ${(isOpen ? exchanges.slice(-ROWS) : []).map(
              ({ batch, layers: swapped }) =>
                html`<tr>
                  ${[batch, ...swapped].map(
                    (value) => html`<td class="number" data-value=${value}>${fixed(value, language)}</td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  /** @param {SparseData} data */
  function picture(data) {
    const { map: seen, theme, layer, layers, exchanges } = data;
    if (!seen) return html`<p class="help">${t('sparse.waiting')}</p>`;
    const language = i18n.language();
    const [none, kept, grown, dropped] = seen.counts.map((value) => fixed(value, language));
    const { rows: inputs, columns: outputs } = seen;
    const label = t('sparse.alt', { layer: layer + 1, inputs, outputs, none, kept, grown, dropped });
    map.element.dataset.value = String(layer + 1);
    map.update({ rows: inputs, columns: outputs, cells: seen.cells, theme, label });
    const at = exchanges.findLast(({ layers: swapped }) => swapped.some((count) => count > 0))?.batch ?? 0;
    return html`<div>
      ${layerSegments(i18n, { testId: 'sparse-layers', label: t('hist.layers'), count: layers, layer, onLayer })}
      ${map.element}
      <ul class="sparse-legend">
        ${[1, 2, 3, 0].map(
          (cell) =>
            html`<li>
              <svg class="sparse-swatch" viewBox="0 0 1 1" aria-hidden="true">
                <rect width="1" height="1" fill=${CELL_COLOURS[theme][cell]}></rect>
              </svg>
              <span>${t(`sparse.cell.${NAMES[cell]}`)}</span>
              <span class="number" data-testid=${`sparse-${NAMES[cell]}`} data-value=${seen.counts[cell]}
                >${fixed(seen.counts[cell], language)}</span
              >
            </li>`,
        )}
      </ul>
      <p class="help">${t(seen.byExchange ? 'sparse.note' : 'sparse.note.pictures', { batch: fixed(at, language) })}</p>
      ${updates(data)}
    </div>`;
  }

  function draw() {
    if (!last) return;
    const answer = sentence(last);
    render(
      html`${methodLines(t('sparse.method'))} ${controls(last)}
      ${answerLines('sparse-answer', answer, { limits: answer ? t('sparse.limits') : '' })} ${figures(last)}
      ${picture(last)}`,
      element,
    );
  }

  return {
    /** @param {SparseData} data */
    update(data) {
      last = data;
      draw();
    },
  };
}
