// @ts-check
/**
 * Curves side by side: buttons that ask for them, which of them is best in a sentence, the chart, the list that shows and hides
 * each, and what they have where the slider stands.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { ComparedCurve } from '../../state/compare.js' */
/** @import { CompareForm, ComparePanelData } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { live } from 'lit-html/directives/live.js';
import { drawSwatch } from '../../charts/series.js';
import { runNumber } from '../../state/tree.js';
import { answerLines, methodLines } from '../../ui/experiment.js';
import { segments } from '../../ui/form.js';
import { studyProgress } from '../../ui/progress.js';
import { percent, points } from '../../words/format.js';
import { shapeWords } from '../../words/method-words.js';
import { runWords } from '../../words/op-words.js';
import { createCompareChart } from './chart.js';

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, charts: Charts, onForm: (form: Partial<CompareForm>) => void, onScores: (shape: 'weights' | 'neurons') => void,
 *   onScopes: () => void, onRun: (run: number) => void, onOther: () => void, onToggle: (key: string, shown: boolean) => void,
 *   onClear: () => void, onCancel: () => void, onCancelOther: () => void, onSave: () => void }} handlers
 */
export function createComparePanel(element, { i18n, charts, ...handlers }) {
  const { onForm, onScores, onScopes, onRun, onOther, onToggle, onClear, onCancel, onCancelOther, onSave } = handlers;
  const { t } = i18n;
  const mount = element.ownerDocument.createElement('div');
  mount.className = 'chart-mount';
  /** @type {ReturnType<typeof createCompareChart> | null} */
  let chart = null;
  /** The run whose curve is to be added; null: the current one. @type {string | null} */
  let chosen = null;

  /** What is the same for all is not said. @param {ComparedCurve} curve @param {ComparePanelData} data */
  function nameOf({ base, method }, { severalRuns, severalScopes }) {
    const name = [
      t(`score.${method.score}`),
      shapeWords(i18n, method),
      severalScopes ? t(`short.${method.scope}`) : '',
      method.rule === 'exact' ? '' : t('short.kth-value'),
      method.correct ? t('short.correct') : '',
    ]
      .filter(Boolean)
      .join(t('short.comma'));
    return severalRuns ? t('cmp.ofRun', { run: runNumber(base), name }) : name;
  }

  /** @param {ComparePanelData} data */
  function controls({ form, enabled, job, other, hasOther, runs, current }) {
    const idle = enabled && job === null;
    const run = runs.some(({ id }) => String(id) === chosen) ? chosen : String(current ?? '');
    return html`<div class="experiment-controls">
      <div class="experiment-buttons">
        <span class="compare-scope" id="compare-scope-label">${t('cmp.scope')}</span>
        ${segments({
          testId: 'compare-scope',
          label: t('cmp.scope'),
          value: form.scope,
          options: ['layer', 'global'].map((value) => ({ value, label: t(`score.${value}`) })),
          onChange: (scope) => onForm({ scope }),
        })}
        ${studyProgress({
          i18n,
          name: 'compare-all',
          testId: 'compare-weights',
          label: t('cmp.progress'),
          begin: t('cmp.allWeights'),
          job,
          enabled: idle,
          primary: true,
          onBegin: () => onScores('weights'),
          onCancel,
        })}
        <button
          type="button"
          class="button"
          data-testid="compare-neurons"
          ?disabled=${!idle}
          @click=${() => onScores('neurons')}
        >
          ${t('cmp.allNeurons')}
        </button>
        <button type="button" class="button" data-testid="compare-scopes" ?disabled=${!idle} @click=${onScopes}>
          ${t('cmp.allScopes')}
        </button>
      </div>
      ${form.scope === 'layer' ? html`<p class="help">${t('cmp.lamp')}</p>` : nothing}
      <details class="more">
        <summary data-testid="compare-more">${t('fields.more')}</summary>
        <div class="experiment-buttons">
          <label for="compare-run">${t('cmp.run')}</label>
          <select
            id="compare-run"
            data-testid="compare-run"
            aria-describedby="compare-run-help"
            @change=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) => {
              chosen = event.currentTarget.value;
            }}
          >
            ${runs.map(
              (node) =>
                html`<option value=${node.id} .selected=${live(String(node.id) === run)}>
                  ${runWords(i18n, node)}
                </option>`,
            )}
          </select>
          <button
            type="button"
            class="button"
            data-testid="compare-add"
            ?disabled=${!idle}
            @click=${() => onRun(Number(runValue()))}
          >
            ${t('cmp.addRun')}
          </button>
          <span id="compare-run-help" class="help">${t('cmp.run.help')}</span>
        </div>
        ${studyProgress({
          i18n,
          name: 'compare-other',
          testId: 'compare',
          label: t('cmp.progress'),
          begin: t(hasOther ? 'cmp.other.there' : 'cmp.other'),
          job: other,
          enabled: enabled && !hasOther,
          onBegin: onOther,
          onCancel: onCancelOther,
        })}
      </details>
    </div>`;
  }

  /** What the list has chosen, which the browser may have set by itself. */
  function runValue() {
    const select = element.querySelector('#compare-run');
    return select instanceof HTMLSelectElement ? select.value : '';
  }

  /** Which is best at the slider. @param {ComparePanelData} data */
  function sentence(data) {
    const [best, second] = data.rows.filter(({ sample }) => sample !== null);
    if (!best?.sample) return null;
    const language = i18n.language();
    /** @param {NonNullable<typeof best.sample>} sample */
    const accuracy = ({ evaluation }) => evaluation.correct / evaluation.total;
    const params = {
      ratio: percent(data.ratio, language),
      best: nameOf(best.curve, data),
      accuracy: percent(accuracy(best.sample), language, 2),
    };
    if (!second?.sample) return t('cmp.answer.one', params);
    return t('cmp.answer', {
      ...params,
      second: nameOf(second.curve, data),
      difference: points(accuracy(best.sample) - accuracy(second.sample), language, 2).replace('+', ''),
    });
  }

  /** @param {ComparePanelData} data */
  function results(data) {
    const language = i18n.language();
    const [best] = data.rows;
    const error = best?.sample ? data.errorAt(best.sample.evaluation) : 0;
    return html`${answerLines('compare-answer', sentence(data), {
        limits: t('cmp.limits', { error: points(error, language, 2).replace('+', '') }),
        value: best?.curve.method.score ?? null,
      })}
      <div class="compare-shown">
        <div class="compare-picture">
          ${mount}
          <ul class="compare-legend" aria-label=${t('cmp.legend')}>
            ${data.curves.map(
              (curve) =>
                html`<li>
                  <label>
                    <input
                      type="checkbox"
                      data-testid="compare-toggle"
                      data-key=${curve.key}
                      data-score=${curve.method.score}
                      .checked=${live(curve.shown)}
                      @change=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
                        onToggle(curve.key, event.currentTarget.checked)}
                    />
                    <canvas
                      class="compare-swatch"
                      aria-hidden="true"
                      ${ref((canvas) => canvas instanceof HTMLCanvasElement && drawSwatch(canvas, curve.series))}
                    ></canvas>
                    <span>${nameOf(curve, data)}</span>
                  </label>
                </li>`,
            )}
          </ul>
        </div>
        <div class="compare-figures">
          <table class="numbers experiment-table">
            <caption>
              ${t('cmp.caption', { ratio: percent(data.ratio, language) })}
            </caption>
            <thead>
              <tr>
                ${['cmp.columnCurve', 'cmp.columnAccuracy', 'cmp.columnSparsity'].map(
                  (key) => html`<th scope="col">${t(key)}</th>`,
                )}
              </tr>
            </thead>
            <tbody>
              ${data.rows.map(({ curve, sample }) => {
                const accuracy = sample && sample.evaluation.correct / sample.evaluation.total;
                return html`<tr
                  data-testid="compare-row"
                  data-key=${curve.key}
                  data-run=${curve.base}
                  data-score=${curve.method.score}
                  data-scope=${curve.method.scope}
                  data-shape=${curve.method.shape ?? 'weights'}
                >
                  <th scope="row">${nameOf(curve, data)}</th>
                  <td data-value=${accuracy ?? nothing}>
                    ${accuracy === null ? '\u2026' : percent(accuracy, language, 2)}
                  </td>
                  <td data-value=${sample?.sparsity ?? nothing}>
                    ${sample ? percent(sample.sparsity, language) : '\u2026'}
                  </td>
                </tr>`;
              })}
            </tbody>
          </table>
          <div class="experiment-buttons">
            <button type="button" class="button" data-testid="compare-csv" @click=${onSave}>${t('many.save')}</button>
            <button type="button" class="button" data-testid="compare-clear" @click=${onClear}>
              ${t('cmp.clear')}
            </button>
          </div>
        </div>
      </div>`;
  }

  return {
    /** @param {ComparePanelData} data */
    update(data) {
      render(
        html`${methodLines(t('cmp.method'))} ${controls(data)} ${data.curves.length ? results(data) : nothing}`,
        element,
      );
      if (data.curves.length === 0) return;
      chart ??= createCompareChart(mount, { charts });
      chart.update({
        lines: data.curves.flatMap((curve) =>
          curve.shown ? [{ name: nameOf(curve, data), series: curve.series, points: curve.points }] : [],
        ),
        ratio: data.ratio,
        dense: data.dense,
        chance: data.chance,
      });
    },
    redraw: () => chart?.redraw(),
  };
}
