// @ts-check
/**
 * Two runs side by side: the images that they classify differently, every figure with the difference, and a picture of how
 * the weights of a layer differ.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { Cell as WeightCell } from '../../charts/heatmap.js' */
/** @import { I18n, Language } from '../../i18n/index.js' */
/** @import { ModelResult, RunNode } from '../../protocol.js' */
/** @import { Time } from '../../state/times.js' */
/** @import { StudyProgress } from '../../ui/progress.js' */
/** @import { Answers, Cell } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { createHeatmap } from '../../charts/heatmap.js';
import { runNumber } from '../../state/tree.js';
import { layerSegments } from '../../ui/layers.js';
import { studyProgress } from '../../ui/progress.js';
import { createThumbnail } from '../../ui/thumbnail.js';
import { bytes, fixed, percent, points, weight } from '../../words/format.js';
import { runWords } from '../../words/op-words.js';
import { msWords, timeWords } from '../../words/time-words.js';

/** `answers`: with the classes that both give and the true ones; `items`: images of the chosen cell, `left` more are not
 * drawn; `times`: null unless both ran in the same race.
 * @typedef {{ runs: readonly RunNode[], a: RunNode | null, b: RunNode | null, sameShape: boolean, layer: number,
 *   difference: { weights: Float32Array, mask: Uint8Array } | null, palette: Palette,
 *   answers: (Answers & { a: Uint8Array, b: Uint8Array, labels: Uint8Array }) | null, cell: Cell, items: readonly number[],
 *   left: number, pixels: (index: number) => Uint8Array | null, size: { width: number, height: number },
 *   onStage: number | null, times: readonly (Time | null)[], job: StudyProgress | null, canTime: boolean }} PairData */
/** A figure: how it is had, written, and how a difference of it is written.
 * @typedef {{ key: string, of: (result: ModelResult) => number | null, text: (value: number, language: Language) => string,
 *   change?: (value: number, language: Language) => string }} Figure */

/** @param {number} value @param {Language} language @param {(value: number, language: Language) => string} text */
const signed = (value, language, text) => {
  const size = text(Math.abs(value), language);
  // Too small to be written is no difference, whatever its sign.
  if (!/[1-9]/.test(size)) return `\u00b1${size}`;
  return (value < 0 ? '\u2212' : '+') + size;
};

/** @type {readonly Figure[]} */
const FIGURES = [
  {
    key: 'accuracy',
    of: ({ evaluation }) => evaluation.correct / evaluation.total,
    text: (value, language) => percent(value, language, 2),
    change: (value, language) => points(value, language, 2),
  },
  {
    key: 'wrong',
    of: ({ evaluation }) => evaluation.total - evaluation.correct,
    text: (value, language) => fixed(value, language),
  },
  { key: 'loss', of: ({ evaluation }) => evaluation.loss, text: (value, language) => fixed(value, language, 4) },
  {
    key: 'sparsity',
    of: ({ kept, weights }) => 1 - kept / weights,
    text: (value, language) => percent(value, language, 2),
    change: (value, language) => points(value, language, 2),
  },
  { key: 'kept', of: ({ kept }) => kept, text: (value, language) => fixed(value, language) },
  { key: 'bytes', of: (result) => result.bytes, text: bytes },
  { key: 'macs', of: ({ macs }) => macs, text: (value, language) => fixed(value, language) },
];

/** The rows of the 2 x 2, by the first run, with its cells by the second. */
const SQUARE = /** @type {const} */ ([
  ['right', ['rightRight', 'rightWrong']],
  ['wrong', ['wrongRight', 'wrongWrong']],
]);

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onPair: (choice: Partial<{ a: number, b: number, layer: number }>) => void,
 *   onCell: (cell: Cell) => void, onMore: () => void, onImage: (index: number) => void, onTime: () => void,
 *   onCancel: () => void }} handlers
 */
export function createPairView(element, { i18n, onPair, onCell, onMore, onImage, onTime, onCancel }) {
  const { t } = i18n;
  const make = (/** @type {string} */ name) => {
    const part = element.ownerDocument.createElement('div');
    part.className = name;
    return part;
  };
  const picture = make('heatmap-layer');
  const heat = createHeatmap(picture, { testId: 'pair-heatmap', onCell: read });
  /** @type {Map<number, ReturnType<typeof createThumbnail>>} */
  let thumbnails = new Map();
  /** @type {{ width: number, height: number } | null} */
  let size = null;
  /** @type {WeightCell | null} */
  let pointed = null;
  /** @type {PairData | null} */
  let last = null;

  /** Whether the picture is being painted: what it then tells of the cell is shown with the rest. */
  let painting = false;

  /** @param {WeightCell | null} cell */
  function read(cell) {
    pointed = cell;
    if (last && !painting) render(template(last), element);
  }

  /** @param {PairData} data */
  function changesOf({ a, difference, layer }) {
    const [rows, columns] = [a?.sizes[layer] ?? 0, a?.sizes[layer + 1] ?? 0];
    const largest = difference?.weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0;
    const changed = difference?.weights.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0) ?? 0;
    return { layer: layer + 1, rows, columns, changed, largest: weight(largest) };
  }

  /** @param {PairData} data */
  function paint(data) {
    const { difference, palette } = data;
    if (!difference) return;
    const params = changesOf(data);
    const { rows, columns } = params;
    painting = true;
    heat.update({
      heat: { ...difference, shape: { rows, columns, mode: 'matrix' }, factor: 1, palette },
      label: t('pair.alt', params),
    });
    painting = false;
  }

  /** @param {'a' | 'b'} side @param {PairData} data */
  function chooser(side, data) {
    const chosen = data[side];
    return html`<label for=${`pair-${side}`}>${t(`pair.${side}`)}</label>
      <select
        id=${`pair-${side}`}
        data-testid=${`pair-${side}`}
        @change=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) =>
          onPair({ [side]: Number(event.currentTarget.value) })}
      >
        ${repeat(
          data.runs,
          ({ id }) => id,
          (node) =>
            html`<option value=${node.id} .selected=${live(node.id === chosen?.id)}>${runWords(i18n, node)}</option>`,
        )}
      </select>`;
  }

  /** @param {RunNode} node */
  const nameOf = ({ id }) => t('pair.run', { run: runNumber(id) });

  /** @param {string} key @param {string} name @param {readonly { text: string, value: number | null }[]} cells */
  const rowTemplate = (key, name, cells) =>
    html`<tr data-testid=${`pair-${key}`}>
      <th scope="row">${name}</th>
      ${['a', 'b', 'change'].map(
        (column, at) =>
          html`<td data-testid=${`pair-${key}-${column}`} data-value=${cells[at].value ?? nothing}>
            ${cells[at].text}
          </td>`,
      )}
    </tr>`;

  /** @param {Figure & { name: string }} figure @param {RunNode} left @param {RunNode} right */
  function figureTemplate({ key, name, of, text, change = (value, to) => signed(value, to, text) }, left, right) {
    const language = i18n.language();
    const [from, to] = [of(left.result), of(right.result)];
    const by = from === null || to === null ? null : to - from;
    return rowTemplate(key, name, [
      { text: from === null ? '\u2013' : text(from, language), value: from },
      { text: to === null ? '\u2013' : text(to, language), value: to },
      { text: by === null ? '\u2013' : change(by, language), value: by },
    ]);
  }

  /** Of the same race, or of neither. @param {PairData} data */
  function timeTemplate({ times: [from, to] }) {
    if (!from || !to) {
      const none = { text: '\u2013', value: null };
      return rowTemplate('time', t('pair.time'), [none, none, none]);
    }
    const overlap = from.low <= to.high && to.low <= from.high;
    const by = to.ms - from.ms;
    const change = overlap
      ? t('pair.time.within')
      : signed(by, i18n.language(), (value) => `${msWords(value, i18n)}\u00a0ms`);
    return rowTemplate('time', t('pair.time'), [
      { text: timeWords(i18n, from), value: from.ms },
      { text: timeWords(i18n, to), value: to.ms },
      { text: change, value: by },
    ]);
  }

  /** @param {RunNode} left @param {RunNode} right @param {PairData} data */
  function tableTemplate(left, right, data) {
    const perLayer = left.sizes.length === right.sizes.length ? left.sizes.length - 1 : 0;
    /** @type {(Figure & { name: string })[]} */
    const figures = [
      ...FIGURES.map((figure) => ({ ...figure, name: t(`pair.${figure.key}`) })),
      ...Array.from({ length: perLayer }, (_, index) => ({
        key: `layer-${index + 1}`,
        name: t('pair.layerKept', { layer: index + 1 }),
        of: (/** @type {ModelResult} */ { layerKept }) => layerKept[index],
        text: (/** @type {number} */ value, /** @type {Language} */ to) => fixed(value, to),
      })),
    ];
    return html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t('pair.figures')}>
        <table class="numbers pair-table">
          <caption class="visually-hidden">
            ${t('pair.title')}
          </caption>
          <thead>
            <tr>
              <th scope="col">${t('pair.figure')}</th>
              <th scope="col">${nameOf(left)}</th>
              <th scope="col">${nameOf(right)}</th>
              <th scope="col">${t('pair.change')}</th>
            </tr>
          </thead>
          <tbody>
            ${figures.map((figure) => figureTemplate(figure, left, right))} ${timeTemplate(data)}
          </tbody>
        </table>
      </div>
      <p class="help">${t('pair.time.help')}</p>
      ${studyProgress({
        i18n,
        name: 'pair-time',
        testId: 'pair-measure',
        label: t('results.timing'),
        begin: t('pair.time.measure'),
        job: data.job,
        enabled: data.canTime,
        onBegin: onTime,
        onCancel,
      })}`;
  }

  /** @param {PairData} data @param {RunNode} left @param {RunNode} right */
  function squareTemplate({ answers, cell }, left, right) {
    const language = i18n.language();
    const counts = answers?.cells;
    const count = (/** @type {Cell} */ name) => counts?.[name].length ?? null;
    const sum = (/** @type {readonly Cell[]} */ names) =>
      counts ? names.reduce((total, name) => total + counts[name].length, 0) : null;
    const told = (/** @type {number | null} */ value) => (value === null ? '\u2026' : fixed(value, language));
    const total = (/** @type {string} */ key, /** @type {number | null} */ value) =>
      html`<td class="square-total" data-testid=${`answers-${key}`} data-value=${value ?? nothing}>${told(value)}</td>`;
    return html`<table class="numbers square" data-testid="answers">
      <caption class="visually-hidden">
        ${t('answers.caption')}
      </caption>
      <thead>
        <tr>
          <td></td>
          <th scope="col">${t('answers.right', { run: runNumber(right.id) })}</th>
          <th scope="col">${t('answers.wrong', { run: runNumber(right.id) })}</th>
          <th scope="col">${t('answers.total')}</th>
        </tr>
      </thead>
      <tbody>
        ${SQUARE.map(
          ([side, cells]) =>
            html`<tr>
              <th scope="row">${t(`answers.${side}`, { run: runNumber(left.id) })}</th>
              ${cells.map(
                (name) =>
                  html`<td>
                    <button
                      type="button"
                      class="square-cell"
                      data-testid=${`answers-${name}`}
                      data-value=${count(name) ?? nothing}
                      aria-pressed=${String(name === cell)}
                      @click=${() => onCell(name)}
                    >
                      ${told(count(name))}
                    </button>
                  </td>`,
              )}
              ${total(`a-${side}`, sum(cells))}
            </tr>`,
        )}
        <tr>
          <th scope="row">${t('answers.total')}</th>
          ${total('b-right', sum(['rightRight', 'wrongRight']))} ${total('b-wrong', sum(['rightWrong', 'wrongWrong']))}
          ${total('all', sum(['rightRight', 'rightWrong', 'wrongRight', 'wrongWrong']))}
        </tr>
      </tbody>
    </table>`;
  }

  /** What the four numbers say. @param {PairData} data @param {RunNode} left @param {RunNode} right */
  function verdict({ answers }, left, right) {
    if (!answers) return t('answers.waiting');
    const { cells, same } = answers;
    const total = answers.labels.length;
    const [lost, won] = [cells.rightWrong.length, cells.wrongRight.length];
    const params = { lost, won, same, total, differ: total - same };
    if (same === total) return t('answers.same', params);
    return [
      t('answers.lost', { ...params, first: runNumber(left.id), second: runNumber(right.id) }),
      t('answers.differ', params),
    ].join(' ');
  }

  /** @param {number} index @param {PairData} data */
  function imageTemplate(index, data) {
    const { answers, pixels, onStage } = data;
    if (!answers) return nothing;
    const [label, a, b] = [answers.labels[index], answers.a[index], answers.b[index]].map(String);
    const thumbnail = thumbnails.get(index) ?? createThumbnail(data.size);
    thumbnails.set(index, thumbnail);
    thumbnail.show(pixels(index));
    return html`<li>
      <button
        type="button"
        class="answer"
        data-testid="answers-item"
        data-index=${index}
        data-label=${label}
        data-a=${a}
        data-b=${b}
        aria-label=${t('answers.item', { number: index + 1, label, a, b })}
        aria-pressed=${String(onStage === index)}
        @click=${() => onImage(index)}
      >
        ${thumbnail.element}
        <span>${label}: ${a} | ${b}</span>
      </button>
    </li>`;
  }

  /** @param {PairData} data @param {RunNode} left @param {RunNode} right */
  function answersTemplate(data, left, right) {
    const { items, left: more, answers, cell } = data;
    return html`<div class="answers">
      <h4>${t('answers.title')}</h4>
      <p role="status" data-testid="answers-words" data-same=${answers?.same ?? nothing}>
        ${verdict(data, left, right)}
      </p>
      <div class="answers-body">
        ${squareTemplate(data, left, right)}
        <div>
          <p class="help">
            ${t(`answers.${cell}`, { first: runNumber(left.id), second: runNumber(right.id) })} ${t('answers.help')}
          </p>
          <ul class="answers-list" data-testid="answers-images">
            ${repeat(
              items,
              (index) => index,
              (index) => imageTemplate(index, data),
            )}
          </ul>
          ${answers && items.length === 0 ? html`<p class="empty">${t('answers.none')}</p>` : nothing}
          ${
            more > 0
              ? html`<button type="button" class="button" data-testid="answers-more" @click=${onMore}>
                  ${t('answers.more', { left: more })}
                </button>`
              : nothing
          }
        </div>
      </div>
    </div>`;
  }

  /** @param {PairData} data @param {RunNode} left @param {RunNode} right */
  function weightsTemplate(data, left, right) {
    const { sameShape, difference, layer } = data;
    if (!sameShape) {
      const [from, to] = [left, right].map(({ sizes }) => sizes.join('\u2013'));
      return html`<p
        class="help"
        data-testid="pair-note"
        data-from=${left.sizes.join('-')}
        data-to=${right.sizes.join('-')}
      >
        ${t('pair.otherShape', { from, to })}
      </p>`;
    }
    const params = changesOf(data);
    return html`${layerSegments(i18n, {
        testId: 'pair-layers',
        label: t('pair.layer'),
        count: left.sizes.length - 1,
        layer,
        onLayer: (chosen) => onPair({ layer: chosen }),
      })}
      <p class="help" data-testid="pair-note" data-value=${difference ? params.changed : nothing}>
        ${t(difference ? 'pair.note' : 'pair.coming', params)}
      </p>
      <div class="pair-picture" ?hidden=${!difference}>
        ${picture}
        <div class="legend">
          <span class="number">${weight(-heat.scale())}</span>
          <span class="legend-bar" aria-hidden="true"></span>
          <span class="number">+${weight(heat.scale())}</span>
          <span class="legend-hatch" aria-hidden="true"></span>
          <span>${t('pair.bothPruned')}</span>
        </div>
        <p
          class="read-out"
          aria-live="polite"
          data-testid="pair-readout"
          data-value=${pointed ? JSON.stringify(pointed) : nothing}
        >
          ${
            pointed
              ? t(pointed.removed ? 'pair.cell.pruned' : 'pair.cell', {
                  layer: layer + 1,
                  input: String(pointed.input),
                  neuron: String(pointed.output),
                  difference: weight(pointed.weight),
                })
              : t('heat.hint')
          }
        </p>
      </div>`;
  }

  /** @param {PairData} data */
  function template(data) {
    const { a: left, b: right, runs } = data;
    const head = html`<h3 id="pair-title">${t('pair.title')}</h3>`;
    if (!left || !right || runs.length === 0)
      return html`${head}
        <p class="empty">${t('pair.none')}</p>`;
    return html`${head}
      <div class="pair-choice">${chooser('a', data)} ${chooser('b', data)}</div>
      ${answersTemplate(data, left, right)}
      <div class="pair">
        <div>
          <h4>${t('pair.figures')}</h4>
          <p class="help">${t('pair.help')}</p>
          ${tableTemplate(left, right, data)}
        </div>
        <div class="pair-weights">
          <h4>${t('pair.weights')}</h4>
          ${weightsTemplate(data, left, right)}
        </div>
      </div>`;
  }

  return {
    /** @param {PairData} data */
    update(data) {
      if (size?.width !== data.size.width || size.height !== data.size.height) thumbnails = new Map();
      size = data.size;
      last = data;
      paint(data);
      render(template(data), element);
      const seen = new Set(data.items);
      for (const index of thumbnails.keys()) if (!seen.has(index)) thumbnails.delete(index);
    },
  };
}
