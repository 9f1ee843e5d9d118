// @ts-check
/**
 * Curves side by side: buttons that ask for them, the chart, the list that shows and hides each, and what they have
 * where the slider stands.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
/** @import { CurveSample } from '../../protocol.js' */
/** @import { ComparedCurve } from '../../state/compare.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { Point } from './chart.js' */
import { drawSwatch } from '../../charts/series.js';
import { runNumber } from '../../state/tree.js';
import { h, setAttribute, setHidden, setNumber, setText } from '../../ui/dom.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { percent } from '../../words/format.js';
import { shapeWords } from '../../words/method-words.js';
import { runWords } from '../../words/op-words.js';
import { createCompareChart } from './chart.js';

/** @typedef {{ enabled: boolean, job: StudyProgress | null, runs: readonly RunNode[], current: number | null,
 *   severalRuns: boolean, curves: readonly (ComparedCurve & { points: readonly Point[] })[],
 *   rows: readonly { curve: ComparedCurve, sample: CurveSample | null }[], ratio: number,
 *   dense: number | null, chance: number | null }} ComparePanelData */

/**
 * @param {{ i18n: I18n, charts: Charts, onScores: (shape: 'weights' | 'neurons') => void, onRun: (run: number) => void,
 *   onToggle: (key: string, shown: boolean) => void, onClear: () => void, onCancel: () => void, onSave: () => void }} handlers
 */
export function createComparePanel({ i18n, charts, onScores, onRun, onToggle, onClear, onCancel, onSave }) {
  /** @param {string} key @param {string} testid @param {() => void} onclick */
  const button = (key, testid, onclick) =>
    h('button', { type: 'button', class: 'button', 'data-testid': testid, onclick }, h('span', { i18n: key }));
  const weights = button('cmp.allWeights', 'compare-weights', () => onScores('weights'));
  const neurons = button('cmp.allNeurons', 'compare-neurons', () => onScores('neurons'));
  const run = h('select', { id: 'compare-run', 'data-testid': 'compare-run', 'aria-describedby': 'compare-run-help' });
  const add = button('cmp.addRun', 'compare-add', () => onRun(Number(run.value)));
  const save = button('cmp.save', 'compare-csv', onSave);
  const clear = button('cmp.clear', 'compare-clear', onClear);
  const progress = createStudyProgress({ i18n, name: 'compare-all', label: 'cmp.progress', begin: weights, onCancel });

  const mount = h('div', { class: 'chart-mount' });
  const chart = createCompareChart(mount, { charts });
  const legend = h('ul', { class: 'compare-legend', i18nLabel: 'cmp.legend' });
  const caption = h('caption');
  const body = h('tbody');
  const table = h(
    'table',
    { class: 'numbers compare-table' },
    caption,
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...['cmp.columnCurve', 'cmp.columnAccuracy', 'cmp.columnSparsity'].map((key) =>
          h('th', { scope: 'col', i18n: key }),
        ),
      ),
    ),
    body,
  );
  const shown = h(
    'div',
    { class: 'compare-shown', hidden: true },
    h('div', { class: 'compare-picture' }, mount, legend),
    h('div', { class: 'compare-figures' }, table, h('div', { class: 'compare-buttons' }, save, clear)),
  );

  /** What is the same for most, layer by layer, is not said. @param {ComparedCurve} curve @param {boolean} severalRuns */
  function nameOf({ base, method }, severalRuns) {
    const name = [
      i18n.t(`score.${method.score}`),
      shapeWords(i18n, method),
      method.scope === 'layer' ? '' : i18n.t(`short.${method.scope}`),
      method.rule === 'exact' ? '' : i18n.t('short.kth-value'),
      method.correct ? i18n.t('short.correct') : '',
    ]
      .filter(Boolean)
      .join(i18n.t('short.comma'));
    return severalRuns ? i18n.t('cmp.ofRun', { run: runNumber(base), name }) : name;
  }

  let chosenFor = '';
  let listed = '';

  return {
    element: h(
      'section',
      { 'aria-labelledby': 'compare-curves' },
      h('h3', { id: 'compare-curves', i18n: 'cmp.curves' }),
      h('p', { class: 'help', i18n: 'cmp.curves.help' }),
      h('div', { class: 'compare-buttons' }, weights, neurons),
      h(
        'div',
        { class: 'compare-buttons' },
        h('label', { for: 'compare-run', i18n: 'cmp.run' }),
        run,
        add,
        h('span', { id: 'compare-run-help', class: 'help', i18n: 'cmp.run.help' }),
      ),
      progress.element,
      shown,
    ),

    /** @param {ComparePanelData} data */
    update(data) {
      const language = i18n.language();
      progress.update(data.job);
      const idle = data.enabled && data.job === null;
      for (const one of [weights, neurons, add]) one.disabled = !idle;
      fillRuns(data);
      const names = data.curves.map((curve) => nameOf(curve, data.severalRuns));
      setHidden(shown, data.curves.length === 0);
      fillLegend(data, names);
      chart.update({
        lines: data.curves.flatMap(({ series, points, shown: isShown }, index) =>
          isShown ? [{ name: names[index], series, points }] : [],
        ),
        ratio: data.ratio,
        dense: data.dense,
        chance: data.chance,
      });
      setText(caption, i18n.t('cmp.caption', { ratio: percent(data.ratio, language) }));
      while (body.rows.length > data.rows.length) body.deleteRow(-1);
      data.rows.forEach(({ curve, sample }, index) => {
        const row = body.rows[index] ?? body.insertRow();
        if (row.cells.length === 0) row.append(h('th', { scope: 'row' }), h('td'), h('td'));
        setAttribute(row, 'data-testid', 'compare-row');
        setAttribute(row, 'data-key', curve.key);
        setAttribute(row, 'data-run', curve.base);
        setAttribute(row, 'data-score', curve.method.score);
        setAttribute(row, 'data-shape', curve.method.shape ?? 'weights');
        setText(row.cells[0], nameOf(curve, data.severalRuns));
        const accuracy = sample && sample.evaluation.correct / sample.evaluation.total;
        setNumber(row.cells[1], accuracy === null ? '\u2026' : percent(accuracy, language, 2), accuracy);
        setNumber(row.cells[2], sample ? percent(sample.sparsity, language) : '\u2026', sample?.sparsity ?? null);
      });
    },
    redraw() {
      listed = '';
      chart.redraw();
    },
  };

  /** @param {ComparePanelData} data */
  function fillRuns({ runs, current }) {
    const language = i18n.language();
    const text = `${language} ${runs.map(({ id }) => id).join(' ')}`;
    if (text === chosenFor) return;
    const before = run.value;
    chosenFor = text;
    run.replaceChildren(...runs.map((node) => h('option', { value: node.id }, runWords(i18n, node))));
    const kept = runs.some(({ id }) => String(id) === before) ? before : String(current ?? '');
    if (kept) run.value = kept;
  }

  /** @param {ComparePanelData} data @param {string[]} names */
  function fillLegend({ curves }, names) {
    const text = curves.map(({ key, shown: isShown }, index) => `${key} ${names[index]} ${isShown}`).join('\n');
    if (text === listed) return;
    listed = text;
    while (legend.children.length > curves.length) legend.lastElementChild?.remove();
    curves.forEach(({ key, method, series, shown: isShown }, index) => {
      let item = /** @type {HTMLElement | undefined} */ (legend.children[index]);
      if (!item) {
        const input = h('input', {
          type: 'checkbox',
          'data-testid': 'compare-toggle',
          onchange: () => onToggle(String(input.dataset.key), input.checked),
        });
        const swatch = h('canvas', { class: 'compare-swatch', 'aria-hidden': 'true' });
        item = h('li', {}, h('label', {}, input, swatch, h('span')));
        legend.append(item);
      }
      const [input, swatch, name] = /** @type {[HTMLInputElement, HTMLCanvasElement, HTMLElement]} */ ([
        .../** @type {Element} */ (item.firstElementChild).children,
      ]);
      input.dataset.key = key;
      input.dataset.score = method.score;
      input.checked = isShown;
      setText(name, names[index]);
      drawSwatch(swatch, series);
    });
  }
}
