// @ts-check
/**
 * What each layer can lose: the scan's button and progress, the answer in a sentence, the chart, and a table of the layers.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { ScanPanelData } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { answerLines, methodLines } from '../../ui/experiment.js';
import { studyProgress } from '../../ui/progress.js';
import { fixed, percent } from '../../words/format.js';
import { createScanChart } from './chart.js';

const SOURCES = [
  { name: 'Han et al. 2015', arxiv: '1506.02626' },
  { name: 'Li et al. 2017', arxiv: '1608.08710' },
];

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, charts: Charts, onScan: () => void, onCancel: () => void }} handlers
 */
export function createScanPanel(element, { i18n, charts, onScan, onCancel }) {
  const { t } = i18n;
  const mount = element.ownerDocument.createElement('div');
  mount.className = 'chart-mount scan-chart';
  /** @type {ReturnType<typeof createScanChart> | null} */
  let chart = null;

  /** @param {ScanPanelData} data */
  function sentence({ bears, chart: { guide, dense }, of }) {
    if (bears.length === 0 || guide === null || dense === null) return null;
    const language = i18n.language();
    const sorted = [...bears].sort((a, b) => b.ratio - a.ratio);
    const [most, least] = [sorted[0], sorted[sorted.length - 1]];
    const params = {
      guide: percent(guide, language),
      most: most.layer + 1,
      mostRatio: percent(most.ratio, language),
      least: least.layer + 1,
      leastRatio: percent(least.ratio, language),
    };
    return t(sorted.length > 1 ? `scan.answer.${of}` : `scan.answer.one.${of}`, params);
  }

  /** @param {ScanPanelData} data */
  function table({ bears, of }) {
    const language = i18n.language();
    return html`<table class="numbers experiment-table">
      <caption class="visually-hidden">
        ${t('scan.table')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t('scan.column.layer')}</th>
          <th scope="col">${t(`scan.column.count.${of}`)}</th>
          <th scope="col">${t('scan.column.ratio')}</th>
        </tr>
      </thead>
      <tbody>
        ${bears.map(
          ({ layer, count, ratio }) =>
            html`<tr data-testid="scan-row">
              <th scope="row">${t('scan.layer', { layer: layer + 1 })}</th>
              <td>${fixed(count, language)}</td>
              <td data-value=${ratio}>${percent(ratio, language)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  return {
    /** @param {ScanPanelData} data */
    update(data) {
      const { scan, complete, enabled, bears } = data;
      const isShown = data.chart.lines.length > 0;
      const answer = sentence(data);
      render(
        html`${methodLines(t('scan.method'), SOURCES)}
          <div class="experiment-controls">
            ${studyProgress({
              i18n,
              name: 'scan',
              label: t('scan.progress'),
              begin: t(complete ? 'scan.done' : 'scan.begin'),
              job: scan,
              enabled: enabled && !complete,
              primary: !complete,
              onBegin: onScan,
              onCancel,
            })}
          </div>
          ${answerLines('scan-answer', answer, { limits: answer ? t('scan.limits') : '' })} ${isShown ? mount : nothing}
          ${bears.length ? table(data) : nothing}`,
        element,
      );
      if (!isShown) return;
      chart ??= createScanChart(mount, { charts });
      chart.update(data.chart);
    },
    redraw: () => chart?.redraw(),
  };
}
