// @ts-check
/** English texts of the feature `pareto`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'pareto.help':
    'A run dominates another if it costs no more and reads no worse, and is better in one of both. Those that no other dominates are the Pareto front. Upwards, equal steps divide the error by equal factors. Press a mark, or a name below, to open that run.',
  'pareto.axis': 'Cost',
  'help.pareto.axis': 'Bytes are those of the compact file that each run is written to; all of it is counted.',
  'pareto.axis.bytes': 'Bytes of the compact file',
  'pareto.axis.ms': 'Milliseconds per 1,000 images',
  'pareto.axis.accuracy': 'Accuracy on the test images',
  'pareto.time': 'Measure all runs',
  'pareto.progress': 'Progress of the measuring',
  'help.pareto.time':
    'All kernels of all runs answer the same test images in turns, seven times. Of every run the fastest kernel that gives its answers counts, by its median; the slowest and fastest pass stand beside it. Differences smaller than these mean nothing.',
  'pareto.caption': 'All runs, the cheapest first',
  'pareto.run': 'Run',
  'pareto.standing': 'Pareto front',
  'pareto.front': 'on the front',
  'pareto.legend.front': 'Pareto front (filled)',
  'pareto.legend.dominated': 'dominated (hollow)',
  'pareto.by': 'dominated by {runs}',
  'pareto.untimed': 'not measured',
  'pareto.unwritten': 'not written yet',
  'pareto.rounded': 'rounds its inputs: no kernel here does',
  'pareto.ms': '{ms} ms',
  'pareto.bytes': '{bytes} bytes',
  'pareto.column.bytes': 'File',
  'pareto.column.ms': 'Per 1,000 images',
  'pareto.timed': '{ms} ms ({spread}), {kernel}',
  'pareto.words.bytes':
    '{front} of {count} {count?run:runs} {front?is:are} on the front: no other is as small and as accurate.',
  'pareto.words.ms':
    '{front} of {count} {count?run:runs} {front?is:are} on the front: no other is as fast and as accurate.',
  'pareto.words.untimed': '{count} {count?run is:runs are} not measured.',
  'pareto.words.writing': 'Files are being written.',
  'pareto.current.front': 'Run {run}, the current one, is among them, with {cost}.',
  'pareto.current.dominated':
    'Run {run}, the current one, is dominated by run {by} ({words}): {byCost} instead of {cost}, accuracy {gain} points.',
  'chart.pareto.label':
    'Cost against accuracy of all runs. Arrow keys go from run to run, Enter opens one. The table below has the numbers.',
});
