// @ts-check
/**
 * Fine-tuning at many ratios: which, how far it has come, how much came back in a sentence, and what each gave. Choosing one
 * opens its run.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { TuneManyData, TuneManyRow } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { createTunedChart } from '../../charts/tuned-plot.js';
import { accuracyOf } from '../../state/select.js';
import { answerLines, methodLines } from '../../ui/experiment.js';
import { checkField, textField } from '../../ui/form.js';
import { studyProgress } from '../../ui/progress.js';
import { standardError } from '../../util/statistics.js';
import { percent, points } from '../../words/format.js';
import { methodName } from '../../words/method-words.js';
import { opWords } from '../../words/op-words.js';
import { broughtBack } from './model.js';

const SOURCES = [{ name: 'Han et al. 2015', arxiv: '1506.02626' }];
/** A loss that the sentence calls small, as a fraction. */
const SMALL = 0.005;

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, charts: Charts, onForm: (change: Partial<TuneManyData['form']>) => void, onTuneMany: () => void,
 *   onCancel: () => void, onOpen: (ratio: number) => void, onSave: () => void }} handlers
 */
export function createTuneMany(element, { i18n, charts, onForm, onTuneMany, onCancel, onOpen, onSave }) {
  const { t } = i18n;
  const mount = element.ownerDocument.createElement('div');
  mount.className = 'chart-mount experiment-chart';
  /** @type {ReturnType<typeof createTunedChart> | null} */
  let chart = null;
  /** What the chart shows. @type {unknown[]} */
  let drawn = [];
  /** @param {number} fraction @param {number} [digits] */
  const share = (fraction, digits = 2) => percent(fraction, i18n.language(), digits);
  /** @param {number} difference */
  const pointsText = (difference) => points(difference, i18n.language(), 2);

  /** What was compared with: the dense network trained as long, or as it is. @param {TuneManyData} data */
  const denseOf = ({ baseline, dense }) => (baseline ? accuracyOf(baseline) : dense);

  /** @param {TuneManyData} data */
  function sentence(data) {
    const dense = denseOf(data);
    const back = dense === null ? null : broughtBack(data.rows, dense, SMALL);
    if (!back || dense === null) return null;
    const { most, within } = back;
    const parts = [
      t('many.answer', {
        ratio: share(most.ratio, 1),
        before: share(most.before),
        after: share(most.after),
        difference: pointsText(most.after - most.before),
      }),
      within
        ? t('many.answer.within', {
            ratio: share(within.ratio, 1),
            small: pointsText(SMALL).slice(1),
            dense: share(dense),
          })
        : t('many.answer.none', { small: pointsText(SMALL).slice(1), dense: share(dense) }),
    ];
    return parts.join(i18n.language() === 'zh' ? '' : ' ');
  }

  /** @param {TuneManyData} data */
  function limits({ baseline, settings, dense }) {
    const evaluation = baseline;
    const epochs = settings?.config.epochs ?? 0;
    return t(baseline ? 'many.limits.fair' : 'many.limits', {
      epochs,
      dense: dense === null ? '' : share(dense),
      error: evaluation ? pointsText(standardError(evaluation)).slice(1) : '',
    });
  }

  /** @param {TuneManyRow} row @param {TuneManyData} data */
  function rowOf({ ratio, before, after, diverged, current }, data) {
    const dense = denseOf(data);
    const text = after === null ? t('many.diverged') : share(after);
    return html`<tr data-testid="tune-many-row" data-ratio=${ratio}>
      <th scope="row">
        <button
          type="button"
          class="link-button"
          data-testid="tune-many-open"
          aria-label=${t('many.open', { ratio: share(ratio, 1) })}
          aria-current=${current ? 'true' : nothing}
          ?disabled=${!data.canOpen}
          @click=${() => onOpen(ratio)}
        >
          ${share(ratio, 1)}
        </button>
      </th>
      <td data-value=${before}>${share(before)}</td>
      <td data-value=${after ?? nothing} title=${diverged ? t('many.diverged.help') : nothing}>
        ${diverged && after !== null ? `${text} *` : text}
      </td>
      <td class="number">${after === null ? '\u2013' : pointsText(after - before)}</td>
      <td class="number">${after === null || dense === null ? '\u2013' : pointsText(after - dense)}</td>
    </tr>`;
  }

  /** @param {TuneManyData} data */
  function results(data) {
    const { settings, rows, baseline } = data;
    if (!settings) return nothing;
    const answer = sentence(data);
    const { method, config, mask } = settings;
    return html`${answerLines('many-answer', answer, { limits: answer ? limits(data) : '' })} ${mount}
      <div class="scroll-x" tabindex="0" role="group" aria-label=${t('many.table')}>
        <table class="numbers experiment-table">
          <caption>
            ${`${opWords(i18n, { op: 'fineTune', config, mask })}; ${methodName(i18n, method)}`}
          </caption>
          <thead>
            <tr>
              ${['ratio', 'before', 'after', 'gain', 'difference'].map((name) => html`<th scope="col">${t(`many.${name}`)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => rowOf(row, data))}
          </tbody>
          ${
            baseline
              ? html`<tfoot>
                  <tr>
                    <th scope="row">${t('many.baseline')}</th>
                    <td></td>
                    <td data-testid="many-baseline" data-value=${accuracyOf(baseline)}>
                      ${share(accuracyOf(baseline))}
                    </td>
                    <td></td>
                    <td></td>
                  </tr>
                </tfoot>`
              : nothing
          }
        </table>
      </div>
      <div class="experiment-buttons">
        <button type="button" class="button" data-testid="tune-many-csv" @click=${onSave}>${t('many.save')}</button>
      </div>`;
  }

  /** @param {TuneManyData} data */
  function draw(data) {
    const dense = denseOf(data);
    const now = [data.rows, dense, i18n.language()];
    chart ??= createTunedChart(mount, { charts, testid: 'chart-tuned' });
    if (now.every((part, index) => part === drawn[index])) return;
    drawn = now;
    chart.update({
      before: data.rows.map(({ ratio, before }) => ({ ratio, accuracy: before })),
      after: data.rows.flatMap(({ ratio, after }) => (after === null ? [] : [{ ratio, accuracy: after }])),
      levels:
        dense === null
          ? []
          : [{ accuracy: dense, name: t('chart.accuracy.dense', { accuracy: share(dense) }), colour: 'dense' }],
    });
  }

  return {
    /** @param {TuneManyData} data */
    update(data) {
      const { form, fault } = data;
      render(
        html`${methodLines(t('many.method', { epochs: data.epochs }), SOURCES)}
          <div class="experiment-controls">
            <div class="experiment-fields many-fields">
              ${textField({
                id: 'tune-ratios',
                label: t('many.ratios'),
                help: t('help.many.ratios'),
                value: form.ratios,
                fault: fault && t(`fault.ratios.${fault.code}`, { ...fault }),
                inputMode: 'text',
                onInput: (ratios) => onForm({ ratios }),
                onEnter: onTuneMany,
              })}
            </div>
            ${checkField({
              id: 'many-fair',
              label: t('many.fair'),
              help: t('many.fair.help'),
              checked: form.fair,
              onChange: (fair) => onForm({ fair }),
            })}
            ${studyProgress({
              i18n,
              name: 'tune-many',
              label: t('many.progress'),
              begin: t('many.begin'),
              job: data.job,
              enabled: data.enabled,
              primary: true,
              onBegin: onTuneMany,
              onCancel,
            })}
          </div>
          ${results(data)}`,
        element,
      );
      if (data.settings) draw(data);
    },
    redraw: () => chart?.redraw(),
  };
}
