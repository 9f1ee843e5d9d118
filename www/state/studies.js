// @ts-check
/**
 * What the pool of engines works on and has found: fine-tuning at many ratios, the sensitivity of each layer, the
 * curve of the other scope. A part of the state with its own reducer, as pure as state.js.
 */

/** @import { Evaluation, CurveSample, PruneMethod, TrainConfig, WorkerEvent } from '../protocol.js' */
/** @import { ComparedCurve, CompareEvent } from './compare.js' */
import { reduceCompare } from './compare.js';
import { sameMethod, sameValue } from './tree.js';

/** @typedef {'tune' | 'scan' | 'compare' | 'methods' | 'measure' | 'game' | 'quantize' | 'formats' | 'speed' |
 *   'distil' | 'times' | 'files' | 'classes' | 'lottery' | 'trap' | 'choose'} StudyKind */
/** A study at work. `fraction` of all its work. @typedef {{ total: number, finished: number, fraction: number, secondsLeft: number | null }} Progress */
/** Pruned at `ratio` (before) and then fine-tuned (after); `after` is null when training diverged before anything was
 * worth keeping. `sparsity` is the fine-tuned network's.
 * @typedef {{ ratio: number, before: Evaluation, after: Evaluation | null, sparsity: number, diverged: boolean, seconds: number }} TunedRow */
/** @typedef {{ base: number, method: PruneMethod, config: TrainConfig, mask: 'keep' | 'forget' }} TuneSettings */
/** Rows in rising order of their ratio. @typedef {TuneSettings & { rows: readonly TunedRow[] }} TuneSweep */
/** Of every layer that has been measured, accuracy with only it pruned.
 * @typedef {{ base: number, method: PruneMethod, layers: ReadonlyMap<number, readonly CurveSample[]> }} Scan */
/** @typedef {{ jobs: Readonly<Record<StudyKind, Progress | null>>, sweeps: readonly TuneSweep[],
 *             scans: readonly Scan[], compared: readonly ComparedCurve[] }} Studies */

/** @typedef {{ type: 'studyBegan', study: StudyKind, total: number } |
 *   { type: 'studyProgress', study: StudyKind, finished: number, fraction: number, secondsLeft: number | null } |
 *   { type: 'studyEnded', study: StudyKind } |
 *   { type: 'tuned', settings: TuneSettings, row: TunedRow } |
 *   { type: 'scanned', base: number, method: PruneMethod, layer: number, samples: readonly CurveSample[] } |
 *   CompareEvent } StudyEvent */

/** @returns {Studies} */
export function initialStudies() {
  const jobs = {
    tune: null,
    scan: null,
    compare: null,
    methods: null,
    measure: null,
    game: null,
    quantize: null,
    formats: null,
    speed: null,
    distil: null,
    times: null,
    files: null,
    classes: null,
    lottery: null,
    trap: null,
    choose: null,
  };
  return { jobs, sweeps: [], scans: [], compared: [] };
}

/**
 * @param {Studies} studies
 * @param {WorkerEvent | StudyEvent | { type: string }} event
 * @returns {Studies}
 */
export function reduceStudies(studies, event) {
  const known = /** @type {StudyEvent | { type: 'dataset' | 'restarting' }} */ (event);
  switch (known.type) {
    case 'dataset':
    case 'restarting':
      return initialStudies();
    case 'studyBegan':
      return withJob(studies, known.study, { total: known.total, finished: 0, fraction: 0, secondsLeft: null });
    case 'studyProgress': {
      const job = studies.jobs[known.study];
      const { finished, fraction, secondsLeft } = known;
      return job ? withJob(studies, known.study, { ...job, finished, fraction, secondsLeft }) : studies;
    }
    case 'studyEnded':
      return withJob(studies, known.study, null);
    case 'tuned':
      return addRow(studies, known.settings, known.row);
    case 'scanned':
      return addScan(studies, known);
    default: {
      const compared = reduceCompare(studies.compared, event);
      return compared === studies.compared ? studies : { ...studies, compared };
    }
  }
}

/** @param {Studies} studies @param {StudyKind} study @param {Progress | null} job @returns {Studies} */
function withJob(studies, study, job) {
  return { ...studies, jobs: { ...studies.jobs, [study]: job } };
}

/** @param {Studies} studies @param {TuneSettings} settings @param {TunedRow} row @returns {Studies} */
function addRow(studies, settings, row) {
  const sweep = findSweep(studies, settings);
  const others = (sweep?.rows ?? []).filter((old) => old.ratio !== row.ratio);
  const rows = [...others, row].sort((a, b) => a.ratio - b.ratio);
  // The one that grew last is last.
  return { ...studies, sweeps: [...studies.sweeps.filter((old) => old !== sweep), { ...settings, rows }] };
}

/** @param {Studies} studies @param {Extract<StudyEvent, { type: 'scanned' }>} event @returns {Studies} */
function addScan(studies, { base, method, layer, samples }) {
  const before = findScan(studies, base, method);
  const known = [...(before?.layers.get(layer) ?? []), ...samples];
  const all = [...new Map(known.map((sample) => [sample.ratio, sample])).values()];
  all.sort((a, b) => a.ratio - b.ratio);
  const layers = new Map(before?.layers).set(layer, all);
  return { ...studies, scans: [...studies.scans.filter((old) => old !== before), { base, method, layers }] };
}

/** @param {Studies} studies @param {TuneSettings} settings @returns {TuneSweep | null} */
export function findSweep(studies, settings) {
  return studies.sweeps.find((sweep) => sameSettings(sweep, settings)) ?? null;
}

/** @param {Studies} studies @param {number | null} base @param {PruneMethod} method @returns {Scan | null} */
export function findScan(studies, base, method) {
  return studies.scans.find((scan) => scan.base === base && sameMethod(scan.method, method)) ?? null;
}

/** @param {TuneSettings} a @param {TuneSettings} b */
function sameSettings(a, b) {
  return a.base === b.base && a.mask === b.mask && sameMethod(a.method, b.method) && sameValue(a.config, b.config);
}

/** The guide line of the sensitivity scan: one and a half times the error of the dense network. @param {number} dense */
export function guideOf(dense) {
  return Math.max(0, 1 - 1.5 * (1 - dense));
}

/**
 * For every layer the largest measured ratio up to which its line stays at or above a level; 0 where none does.
 * @param {readonly { points: readonly { ratio: number, accuracy: number }[] }[]} lines  points in rising order
 * @param {number} level
 */
export function staysAbove(lines, level) {
  return lines.map(({ points }) => {
    const fall = points.findIndex(({ accuracy }) => accuracy < level);
    return points[(fall < 0 ? points.length : fall) - 1]?.ratio ?? 0;
  });
}
