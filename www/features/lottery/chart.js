// @ts-check
/**
 * The lottery as lines: mean accuracy of each of the four ways against what has been removed.
 */

/** @import { Arm, LotteryRow } from './model.js' */
import { createSurface, nearest, percent, stepped } from '../../charts/chart-surface.js';
import { ARMS } from './model.js';

/** The theme's colours, told apart by colour-blind eyes too. @type {Readonly<Record<Arm, 'positive' | 'negative' | 'curve' | 'fineTuned'>>} */
const COLOURS = { ticket: 'positive', reinit: 'negative', shuffle: 'curve', kept: 'fineTuned' };

/**
 * @param {HTMLElement} element
 * @param {{ charts: import('../../charts/chart-surface.js').Charts }} handlers
 */
export function createLotteryChart(element, { charts }) {
  const { t } = charts;
  /** @type {readonly LotteryRow[]} */
  let rows = [];
  let at = -1;

  /** @param {Arm} arm */
  const nameOf = (arm) => t(`lottery.${arm}`);
  /** The whole network belongs to the ticket and to the network that is never rewound. @param {LotteryRow} row @param {Arm} arm */
  const cellOf = ({ round, cells }, arm) => cells[round === 0 && arm === 'kept' ? 'ticket' : arm];
  /** @param {LotteryRow} row @param {Arm} arm */
  function valueAt(row, arm) {
    const cell = cellOf(row, arm);
    if (!cell) return '\u2013';
    return percent(cell.mean, 2) + (cell.spread === null ? '' : ` \u00b1 ${percent(cell.spread, 2)}`);
  }

  const surface = createSurface(element, charts, {
    testid: 'chart-lottery',
    filled: () => rows.length > 0,
    label: () => t('chart.lottery.label'),
    legend: (theme) => ARMS.map((arm) => ({ kind: 'line', colour: theme[COLOURS[arm]], text: nameOf(arm), name: arm })),
    paintBase: (canvas, look) =>
      charts.module.drawAccuracy(canvas, {
        look,
        texts: {
          sparsity: t('chart.accuracy.sparsity'),
          accuracy: t('chart.accuracy.accuracy'),
          dense: t('chart.accuracy.dense', { accuracy: percent(rows[0]?.cells.ticket?.mean ?? 0) }),
          chance: '',
          base: '',
        },
        xMin: 0,
        yMin: floorOf(rows),
        denseAccuracy: rows[0]?.cells.ticket?.mean ?? null,
        chance: null,
        points: [],
        dots: [],
        others: ARMS.flatMap((arm) => {
          const colour = look.theme[COLOURS[arm]];
          const cells = rows.flatMap((row) => {
            const cell = cellOf(row, arm);
            return cell ? [{ sparsity: 1 - row.kept, mean: cell.mean, spread: cell.spread }] : [];
          });
          const means = cells.map(({ sparsity, mean: accuracy }) => ({ sparsity, accuracy, joined: true }));
          // An upright stroke: one standard deviation up and down.
          const spreads = cells.flatMap(({ sparsity, mean, spread }) => {
            const at = (/** @type {number} */ accuracy) => ({
              sparsity,
              accuracy: Math.min(1, Math.max(0, accuracy)),
              joined: true,
            });
            return spread === null ? [] : [{ name: '', colour, points: [at(mean - spread), at(mean + spread)] }];
          });
          return [{ name: '', colour, points: means }, ...spreads];
        }),
        baseSparsity: 0,
      }),
    paintOverlay: () => undefined,
    readAt(x, y, frame) {
      const value = frame.toData(x, y);
      if (!value) return null;
      at = nearest(rows, value[0], (row) => 1 - row.kept);
      return read(frame);
    },
    readStep(step, frame) {
      at = at < 0 && typeof step === 'number' ? 0 : stepped(at, rows.length, step);
      return read(frame);
    },
    alternative: () => ({
      caption: t('chart.lottery.label'),
      head: [t('lottery.left'), ...ARMS.map(nameOf)],
      rows: rows.map((row) => [percent(row.kept, 2), ...ARMS.map((arm) => valueAt(row, arm))]),
    }),
  });

  /** @param {import('../../charts/chart-surface.js').Frame} frame */
  function read(frame) {
    const row = rows[at];
    if (!row) return null;
    const [x, y] = frame.toPixel(1 - row.kept, row.cells.ticket?.mean ?? 0.5);
    const lines = ARMS.map((arm) => `${nameOf(arm)}: ${valueAt(row, arm)}`);
    return { x, y, lines: [t('lottery.keeps', { kept: percent(row.kept, 2) }), ...lines] };
  }

  surface.redraw();
  return {
    /** @param {readonly LotteryRow[]} next */
    update(next) {
      if (next === rows) return;
      rows = next;
      at = -1;
      surface.draw();
    },
    redraw: surface.redraw,
  };
}

/** The multiple of 5 % below everything that is shown. @param {readonly LotteryRow[]} rows */
function floorOf(rows) {
  const cells = rows.flatMap((row) => ARMS.flatMap((arm) => row.cells[arm] ?? []));
  const lowest = Math.min(0.99, ...cells.map(({ mean, spread }) => mean - (spread ?? 0)));
  return Math.max(0, Math.floor(lowest * 20 - 0.1) / 20);
}
