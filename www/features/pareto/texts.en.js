// @ts-check
/** English texts of the feature `pareto`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'pareto.help':
    'A run dominates another if it costs no more and is no less accurate, and is better in at least one. The runs that no other dominates form the Pareto front. On the vertical axis, equal steps divide the error by equal factors. Click a mark, or a name in the table, to open that run.',
  'pareto.status': '{count} trained {count?run:runs}',
  'pareto.axis': 'Cost',
  'help.pareto.axis': 'Bytes are those of the compact file written of each run, everything included.',
  'pareto.axis.bytes': 'Bytes of the compact file',
  'pareto.axis.ms': 'Milliseconds per 1,000 images',
  'pareto.axis.accuracy': 'Test accuracy',
  'pareto.time': 'Time all runs',
  'pareto.progress': 'Progress of the timing',
  'help.pareto.time':
    'All kernels of all runs process the same test images in turns, seven passes each. A run’s time is the median of its fastest exact kernel, with the fastest and slowest pass beside it. Differences within that range mean nothing.',
  'pareto.caption': 'All runs, cheapest first',
  'pareto.run': 'Run',
  'pareto.standing': 'Pareto front',
  'pareto.front': 'on the front',
  'pareto.legend.front': 'Pareto front (filled)',
  'pareto.legend.dominated': 'dominated (hollow)',
  'pareto.by': 'dominated by {runs}',
  'pareto.untimed': 'not timed with these',
  'pareto.untrained': 'left out: its weights are random',
  'pareto.unwritten': 'not written yet',
  'pareto.rounded': 'quantized activations: no kernel here supports them',
  'pareto.ms': '{ms} ms',
  'pareto.bytes': '{bytes} {bytes?byte:bytes}',
  'pareto.column.bytes': 'File',
  'pareto.column.ms': 'Per 1,000 images: median (range)',
  'pareto.words.bytes':
    '{front} of {count} trained {count?run:runs} {front?is:are} on the front: no other is as small and as accurate.',
  'pareto.words.ms':
    '{front} of {count} timed {count?run:runs} {front?is:are} on the front: no other is as fast and as accurate.',
  'pareto.words.untimed':
    '{count} {count?run was:runs were} not timed together with the others, so {count?its time:their times} cannot be compared. Time all runs again.',
  'pareto.words.writing': 'Files are being written.',
  'pareto.current.untrained': 'Run {run}, the current one, has random weights and takes no part.',
  'pareto.current.front': 'Run {run}, the current one, is on the front, at {cost}.',
  'pareto.current.dominated':
    'Run {run}, the current one, is dominated by run {by} ({words}): {byCost} instead of {cost}, accuracy {gain} points.',
  'chart.pareto.label':
    'Cost against accuracy of all trained runs. Arrow keys go from run to run, Enter opens one. The table has the numbers.',
});
