// @ts-check
/**
 * Sensitivity: accuracy against the ratio of one layer while the others stay whole, a line a layer, and the level
 * below which fine-tuning is said to help no longer.
 *
 * @typedef {{ ratio: number, accuracy: number, joined: boolean }} ScanPoint  fractions; `joined`: a line leads here
 * @typedef {{ layer: number, points: readonly ScanPoint[] }} ScanLine  layer from 0, points in rising order
 * @typedef {{ dense: number | null, guide: number | null, lines: readonly ScanLine[] }} ScanData
 */
import { createSurface, nearest, percent, stepped } from '../../charts/chart-surface.js';

/** Ratios of the text alternative. */
const ROWS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1];

/** The theme's colours of the layers' lines, told apart by colour-blind eyes too; each line bears its name. */
const COLOURS = /** @type {const} */ (['positive', 'negative', 'fineTuned', 'curve', 'dense']);

/**
 * @param {HTMLElement} element
 * @param {{ charts: import('../../charts/chart-surface.js').Charts }} handlers
 */
export function createScanChart(element, { charts }) {
  const { t } = charts;
  /** @type {ScanData} */
  let data = { dense: null, guide: null, lines: [] };
  let at = -1;

  /** @param {ScanLine} line */
  const nameOf = ({ layer }) => t('scan.layer', { layer: layer + 1 });
  /** @param {ScanLine} line */
  const colourOf = ({ layer }) => COLOURS[layer % COLOURS.length];

  const surface = createSurface(element, charts, {
    testid: 'chart-scan',
    filled: () => data.lines.length > 0,
    label: () => t('chart.scan.label'),
    legend: (theme) =>
      data.lines.map((line) => ({
        kind: /** @type {const} */ ('line'),
        colour: theme[colourOf(line)],
        text: nameOf(line),
        name: line.layer + 1,
      })),
    paintBase: (canvas, look) =>
      charts.module.drawAccuracy(canvas, {
        look,
        texts: {
          sparsity: t('chart.scan.ratio'),
          accuracy: t('chart.accuracy.accuracy'),
          dense: '',
          chance: '',
          base: '',
        },
        xMin: 0,
        denseAccuracy: data.dense,
        chance: null,
        points: [],
        dots: [],
        others: data.lines.map((line) => ({
          name: nameOf(line),
          colour: look.theme[colourOf(line)],
          points: line.points.map(({ ratio, accuracy, joined }) => ({ sparsity: ratio, accuracy, joined })),
        })),
        baseSparsity: 0,
        guide:
          data.guide === null
            ? null
            : { accuracy: data.guide, name: t('chart.scan.guide', { accuracy: percent(data.guide) }) },
      }),
    paintOverlay: () => undefined,
    readAt(x, y, frame) {
      const value = frame.toData(x, y);
      if (!value) return null;
      at = nearest(longest(), value[0], (point) => point.ratio);
      return read(frame);
    },
    readStep(step, frame) {
      at = at < 0 && typeof step === 'number' ? 0 : stepped(at, longest().length, step);
      return read(frame);
    },
    alternative: () => ({
      caption: t('chart.scan.label'),
      note:
        data.guide === null
          ? ''
          : { text: t('chart.scan.guide', { accuracy: percent(data.guide) }), value: data.guide },
      head: [t('chart.scan.columnRatio'), ...data.lines.map(nameOf)],
      rows: ROWS.map((ratio) => [
        { text: percent(ratio), value: ratio },
        ...data.lines.map((line) => {
          const accuracy = accuracyAt(line, ratio);
          return accuracy === null ? '\u2013' : { text: percent(accuracy), value: accuracy };
        }),
      ]),
    }),
  });

  /** The line with most points so far. */
  function longest() {
    return data.lines.reduce(
      (best, { points }) => (points.length > best.length ? points : best),
      /** @type {readonly ScanPoint[]} */ ([]),
    );
  }

  /** @param {import('../../charts/chart-surface.js').Frame} frame */
  function read(frame) {
    const here = longest()[at];
    if (!here) return null;
    const [x, y] = frame.toPixel(here.ratio, here.accuracy);
    const lines = data.lines.map((line) => {
      const accuracy = accuracyAt(line, here.ratio);
      const text = accuracy === null ? '\u2013' : percent(accuracy, 2);
      return t('chart.scan.read', { layer: line.layer + 1, accuracy: text });
    });
    return { x, y, lines: [t('chart.scan.readRatio', { ratio: percent(here.ratio) }), ...lines] };
  }

  surface.redraw();
  return {
    /** @param {ScanData} next */
    update(next) {
      const { dense, guide, lines } = data;
      data = next;
      if (lines === next.lines && dense === next.dense && guide === next.guide) return;
      at = -1;
      surface.draw();
    },
    redraw: surface.redraw,
  };
}

/** What was measured at a ratio. @param {ScanLine} line @param {number} ratio */
function accuracyAt({ points }, ratio) {
  return points.find((one) => Math.abs(one.ratio - ratio) < 1e-6)?.accuracy ?? null;
}
