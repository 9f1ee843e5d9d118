// @ts-check
/**
 * What each layer bears: the scan's button, its progress and its chart; and the button that adds the other scope's
 * curve to the accuracy chart.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { ScanData } from './chart.js' */
import { h, setText } from '../../ui/dom.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { createScanChart } from './chart.js';

/** @typedef {{ enabled: boolean, scan: StudyProgress | null, compare: StudyProgress | null, complete: boolean,
 *             compared: boolean, chart: ScanData }} ScanPanelData */

/**
 * @param {{ i18n: I18n, charts: Charts, onScan: () => void, onCompare: () => void, onCancelScan: () => void,
 *           onCancelCompare: () => void }} handlers
 */
export function createScanPanel({ i18n, charts, onScan, onCompare, onCancelScan, onCancelCompare }) {
  const compare = h('button', {
    type: 'button',
    class: 'button',
    'data-testid': 'compare',
    'aria-describedby': 'compare-help',
    onclick: onCompare,
  });
  const comparing = createStudyProgress({
    i18n,
    name: 'compare',
    label: 'compare.progress',
    begin: compare,
    onCancel: onCancelCompare,
  });
  const scan = h('button', {
    type: 'button',
    class: 'button',
    'data-testid': 'scan',
    'aria-describedby': 'scan-help',
    onclick: onScan,
  });
  const scanning = createStudyProgress({
    i18n,
    name: 'scan',
    label: 'scan.progress',
    begin: scan,
    onCancel: onCancelScan,
  });
  const mount = h('div', { class: 'chart-mount scan-chart', hidden: true });
  const chart = createScanChart(mount, { charts });

  return {
    element: h(
      'div',
      {},
      h(
        'section',
        { class: 'study', 'aria-labelledby': 'compare-title' },
        h('h3', { id: 'compare-title', i18n: 'compare.title' }),
        h('p', { id: 'compare-help', class: 'help', i18n: 'help.compare' }),
        compare,
        comparing.element,
      ),
      h(
        'div',
        { class: 'study' },
        h('p', { id: 'scan-help', class: 'help', i18n: 'help.scan' }),
        scan,
        scanning.element,
        mount,
      ),
    ),
    /** @param {ScanPanelData} data */
    update(data) {
      compare.disabled = !data.enabled || data.compared;
      setText(compare, i18n.t(data.compared ? 'compare.done' : 'compare.begin'));
      comparing.update(data.compare);
      scan.disabled = !data.enabled || data.complete;
      setText(scan, i18n.t(data.complete ? 'scan.done' : 'scan.begin'));
      scanning.update(data.scan);
      const wasHidden = mount.hidden;
      mount.hidden = data.chart.lines.length === 0;
      chart.update(data.chart);
      // The card scrolls: what was asked for should be seen to come.
      if (wasHidden && !mount.hidden && data.scan) mount.scrollIntoView({ block: 'nearest' });
    },
    redraw: chart.redraw,
  };
}
