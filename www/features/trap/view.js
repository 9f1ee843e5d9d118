// @ts-check
/**
 * Fine-tuning with and without the mask, side by side, epoch by epoch: how well each reads, and how much is still gone.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { EpochPoint } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { Revived } from './model.js' */
import { createHeatmap } from '../../charts/heatmap.js';
import { h, setHidden, setNumber, setText } from '../../ui/dom.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { percent, weight } from '../../words/format.js';

/** `revived`: weights that were pruned and are not zero any more, layer by layer.
 * @typedef {{ epochs: readonly EpochPoint[], end: { accuracy: number, sparsity: number, revived: Revived[] } | null }} TrapSide */
/** @typedef {{ enabled: boolean, job: StudyProgress | null, palette: Palette,
 *   shown: { ratio: number, epochs: number, sides: Record<'keep' | 'forget', TrapSide> } | null }} TrapData */

const MASKS = /** @type {const} */ (['keep', 'forget']);

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onBegin: () => void, onCancel: () => void }} handlers
 */
export function createTrapPanel(element, { i18n, onBegin, onCancel }) {
  const begin = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'trap-begin', onclick: onBegin },
    h('span', { i18n: 'trap.begin' }),
  );
  const progress = createStudyProgress({ i18n, name: 'trap', label: 'trap.progress', begin, onCancel });
  const caption = h('caption');
  const body = h('tbody');
  const table = h(
    'table',
    { class: 'numbers' },
    caption,
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col', i18n: 'chart.learning.columnEpoch' }),
        ...MASKS.flatMap((mask) => [
          h('th', { scope: 'col', i18n: `trap.${mask}.accuracy` }),
          h('th', { scope: 'col', i18n: `trap.${mask}.gone` }),
        ]),
      ),
    ),
    body,
  );
  const verdict = h('p', { class: 'warning', role: 'status', hidden: true, 'data-testid': 'trap-verdict' });
  const scroller = h(
    'div',
    { class: 'table-scroll', hidden: true, tabindex: '0', role: 'region', i18nLabel: 'trap.table' },
    table,
  );
  const scale = [h('span', { class: 'number' }), h('span', { class: 'number' })];
  const maps = h('div', { class: 'heatmaps' });
  const readout = h('p', { class: 'read-out', 'aria-live': 'polite' });
  const picture = h(
    'section',
    { class: 'trap-picture', hidden: true, 'aria-labelledby': 'trap-revived' },
    h('h3', { id: 'trap-revived', i18n: 'trap.revived' }),
    maps,
    h(
      'div',
      { class: 'legend' },
      scale[0],
      h('span', { class: 'legend-bar', 'aria-hidden': 'true' }),
      scale[1],
      h('span', { class: 'legend-hatch', 'aria-hidden': 'true' }),
      h('span', { i18n: 'trap.stillGone' }),
    ),
    readout,
  );
  element.append(begin, progress.element, scroller, verdict, picture);
  /** @type {{ title: HTMLElement, view: ReturnType<typeof createHeatmap>, shown: Revived | null }[]} */
  let layers = [];

  /** @param {number} layer @param {import('../../charts/heatmap.js').Cell | null} cell */
  function read(layer, cell) {
    if (!cell) {
      setText(readout, i18n.t('heat.hint'));
      return;
    }
    const value = layers[layer].shown?.values[cell.input * (layers[layer].shown?.columns ?? 0) + cell.output] ?? 0;
    const state = cell.removed ? 'gone' : value === 0 ? 'kept' : 'back';
    const place = { layer: layer + 1, input: String(cell.input), neuron: String(cell.output) };
    setText(readout, i18n.t(`trap.cell.${state}`, { ...place, weight: weight(value) }));
  }

  /** @param {readonly Revived[]} revived @param {Palette} palette */
  function draw(revived, palette) {
    if (layers.length !== revived.length) {
      layers = revived.map((_, layer) => {
        const title = h('h4', { 'data-testid': `trap-layer-${layer + 1}` });
        const section = h('section', { class: 'heatmap-layer' }, title);
        const onCell = (/** @type {import('../../charts/heatmap.js').Cell | null} */ cell) => read(layer, cell);
        const view = createHeatmap(section, { testId: `trap-heatmap-${layer + 1}`, onCell });
        maps.append(section);
        return { title, view, shown: null };
      });
      maps.replaceChildren(...layers.map(({ title }) => /** @type {HTMLElement} */ (title.parentElement)));
      read(0, null);
    }
    revived.forEach((layer, at) => {
      const { rows, columns, values, mask, count } = layer;
      const params = { layer: at + 1, rows, columns, count };
      const { title, view } = layers[at];
      layers[at].shown = layer;
      setNumber(title, i18n.t('trap.layer', params), count);
      /** @type {import('../../charts/heatmap.js').HeatmapData} */
      const heat = { weights: values, mask, shape: { rows, columns, mode: 'matrix' }, factor: 1, palette };
      view.update({ heat, label: i18n.t('trap.alt', params) });
    });
    const largest = layers[0]?.view.scale() ?? 0;
    setText(scale[0], weight(-largest));
    setText(scale[1], `+${weight(largest)}`);
  }

  function addRow() {
    const row = body.insertRow();
    row.append(h('th', { scope: 'row' }), h('td'), h('td'), h('td'), h('td'));
    return row;
  }

  return {
    /** @param {TrapData} data */
    update({ enabled, job, shown, palette }) {
      const language = i18n.language();
      begin.disabled = !enabled;
      progress.update(job);
      setHidden(scroller, shown === null);
      const layered = shown?.sides.forget.end?.revived ?? null;
      const revived = layered && layered.reduce((sum, { count }) => sum + count, 0);
      setHidden(verdict, revived === null);
      setHidden(picture, layered === null);
      if (layered) draw(layered, palette);
      if (!shown) return;
      setNumber(verdict, revived === null ? '' : i18n.t('trap.verdict', { revived }), revived);
      setText(caption, i18n.t('trap.caption', { ratio: percent(shown.ratio, language) }));
      const sides = MASKS.map((mask) => shown.sides[mask].epochs);
      const count = Math.max(...sides.map((epochs) => epochs.length));
      while (body.rows.length > count) body.deleteRow(-1);
      for (let epoch = 0; epoch < count; epoch += 1) {
        const line = body.rows[epoch] ?? addRow();
        setText(line.cells[0], String(epoch + 1));
        sides.forEach((epochs, side) => {
          const point = epochs[epoch];
          const [accuracy, gone] = [line.cells[1 + 2 * side], line.cells[2 + 2 * side]];
          accuracy.dataset.testid = `trap-${MASKS[side]}-accuracy-${epoch + 1}`;
          gone.dataset.testid = `trap-${MASKS[side]}-sparsity-${epoch + 1}`;
          setNumber(accuracy, point ? percent(point.testAccuracy, language) : '', point?.testAccuracy ?? null);
          setNumber(gone, point ? percent(point.sparsity, language) : '', point?.sparsity ?? null);
        });
      }
    },
    focus: () => begin.focus(),
  };
}
