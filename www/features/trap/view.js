// @ts-check
/**
 * Fine-tuning with and without the mask, side by side, epoch by epoch: the accuracy of each, its sparsity, and which weights
 * became non-zero.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { Cell, HeatmapData } from '../../charts/heatmap.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { Revived, trapData, Trap } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { createHeatmap } from '../../charts/heatmap.js';
import { readNumber } from '../../ops/limits.js';
import { answerLines, methodLines } from '../../ui/experiment.js';
import { createNumberFields } from '../../ui/form.js';
import { studyProgress } from '../../ui/progress.js';
import { percent, weight } from '../../words/format.js';
import { methodName } from '../../words/method-words.js';
import { verdictOf } from './model.js';

/** @typedef {ReturnType<typeof trapData> & { palette: Palette }} TrapData */

const MASKS = /** @type {const} */ (['keep', 'forget']);
const PERCENT = { min: 0, max: 100, whole: false };

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onRatio: (ratio: number) => void, onBegin: () => void, onCancel: () => void }} handlers
 */
export function createTrapPanel(element, { i18n, onRatio, onBegin, onCancel }) {
  const { t } = i18n;
  /** @type {TrapData | null} */
  let last = null;
  const number = createNumberFields(draw);
  const maps = element.ownerDocument.createElement('div');
  maps.className = 'trap-maps';
  /** @type {{ title: HTMLElement, view: ReturnType<typeof createHeatmap>, shown: Revived | null }[]} */
  let layers = [];
  let readout = '';

  /** @param {number} layer @param {Cell | null} cell */
  function read(layer, cell) {
    if (!cell) readout = t('heat.hint');
    else {
      const value = layers[layer].shown?.values[cell.input * (layers[layer].shown?.columns ?? 0) + cell.output] ?? 0;
      const kind = cell.removed ? 'gone' : value === 0 ? 'kept' : 'back';
      const place = { layer: layer + 1, input: String(cell.input), neuron: String(cell.output) };
      readout = t(`trap.cell.${kind}`, { ...place, weight: weight(value) });
    }
    draw();
  }

  /** Canvases are drawn, not made anew. @param {readonly Revived[]} revived @param {Palette} palette */
  function paint(revived, palette) {
    if (layers.length !== revived.length) {
      layers = revived.map((_, layer) => {
        const title = element.ownerDocument.createElement('h4');
        title.dataset.testid = `trap-layer-${layer + 1}`;
        const section = element.ownerDocument.createElement('section');
        section.className = 'heatmap-layer';
        section.append(title);
        const onCell = (/** @type {Cell | null} */ cell) => read(layer, cell);
        return { title, view: createHeatmap(section, { testId: `trap-heatmap-${layer + 1}`, onCell }), shown: null };
      });
      maps.replaceChildren(...layers.map(({ title }) => /** @type {HTMLElement} */ (title.parentElement)));
      readout = t('heat.hint');
    }
    revived.forEach((layer, at) => {
      const { rows, columns, values, mask, count } = layer;
      const params = { layer: at + 1, rows, columns, count };
      const { title, view } = layers[at];
      layers[at].shown = layer;
      title.textContent = t('trap.layer', params);
      title.dataset.value = String(count);
      /** @type {HeatmapData} */
      const heat = { weights: values, mask, shape: { rows, columns, mode: 'matrix' }, factor: 1, palette };
      view.update({ heat, label: t('trap.alt', params) });
    });
  }

  /** @param {Trap} shown */
  function table({ ratio, method, sides }) {
    const language = i18n.language();
    const count = Math.max(...MASKS.map((mask) => sides[mask].epochs.length));
    return html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t('trap.table')}>
      <table class="numbers experiment-table">
        <caption>
          ${t('trap.caption', { ratio: percent(ratio, language), method: methodName(i18n, method) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t('chart.learning.columnEpoch')}</th>
            ${MASKS.map(
              (mask) =>
                html`<th scope="col">${t(`trap.${mask}.accuracy`)}</th>
                  <th scope="col">${t(`trap.${mask}.gone`)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${Array.from(
            { length: count },
            (_, epoch) =>
              html`<tr>
                <th scope="row">${epoch + 1}</th>
                ${MASKS.map((mask) => {
                  const point = sides[mask].epochs[epoch];
                  return html`<td
                      data-testid=${`trap-${mask}-accuracy-${epoch + 1}`}
                      data-value=${point?.testAccuracy ?? nothing}
                    >
                      ${point ? percent(point.testAccuracy, language, 2) : ''}
                    </td>
                    <td data-testid=${`trap-${mask}-sparsity-${epoch + 1}`} data-value=${point?.sparsity ?? nothing}>
                      ${point ? percent(point.sparsity, language) : ''}
                    </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {Trap} shown @param {Palette} palette */
  function picture(shown, palette) {
    const revived = shown.sides.forget.end?.revived;
    if (!revived) return nothing;
    paint(revived, palette);
    const largest = layers[0]?.view.scale() ?? 0;
    return html`<section class="trap-picture" aria-labelledby="trap-revived">
      <h3 id="trap-revived">${t('trap.revived')}</h3>
      ${maps}
      <div class="legend">
        <span class="number">${weight(-largest)}</span>
        <span class="legend-bar" aria-hidden="true"></span>
        <span class="number">+${weight(largest)}</span>
        <span class="legend-hatch" aria-hidden="true"></span>
        <span>${t('trap.stillGone')}</span>
      </div>
      <p class="read-out" aria-live="polite">${readout}</p>
    </section>`;
  }

  /** @param {Trap} shown */
  function answer(shown) {
    const verdict = verdictOf(shown);
    if (!verdict) return answerLines('trap-verdict', null);
    const language = i18n.language();
    const { kept, dropped, revived } = verdict;
    const text = t('trap.verdict', {
      revived,
      from: percent(kept.sparsity, language),
      to: percent(dropped.sparsity, language),
      dropped: percent(dropped.accuracy, language, 2),
      kept: percent(kept.accuracy, language, 2),
    });
    return answerLines('trap-verdict', text, { value: revived, limits: t('trap.limits', { epochs: shown.epochs }) });
  }

  function draw() {
    if (!last) return;
    const { enabled, job, shown, ratio, isFixed, method, epochs, palette } = last;
    render(
      html`${methodLines(t('trap.method'))}
        <div class="experiment-controls">
          <div class="experiment-fields">
            ${number({
              id: 'trap-ratio',
              label: t('trap.ratio'),
              help: t('trap.ratio.help', { method: methodName(i18n, method), epochs }),
              value: String(Number((ratio * 100).toFixed(2))),
              read: (text) => readNumber(text, PERCENT),
              wrong: t('fault.number', { min: PERCENT.min, max: PERCENT.max }),
              disabled: isFixed,
              onNumber: (value) => onRatio(value / 100),
            })}
          </div>
          ${studyProgress({
            i18n,
            name: 'trap',
            testId: 'trap-begin',
            label: t('trap.progress'),
            begin: t('trap.begin'),
            job,
            enabled,
            primary: true,
            onBegin,
            onCancel,
          })}
        </div>
        ${shown ? html`${answer(shown)} ${table(shown)} ${picture(shown, palette)}` : nothing}`,
      element,
    );
  }

  return {
    /** @param {TrapData} data */
    update(data) {
      last = data;
      draw();
    },
  };
}
