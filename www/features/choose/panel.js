// @ts-check
/**
 * The search for a ratio at work: the pool prunes and fine-tunes at one ratio after another, each depending on those before,
 * and last times the network that was found in turns with the dense one. Loaded on demand.
 */

/** @import { State } from '../../state/state.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { Piece } from '../../engine/conductor.js' */
/** @import { Parts } from '../contract.js' */
/** @import { Search } from './model.js' */
import { kindOf } from '../../ops/method.js';
import { accuracyOf, baseNode, tunedNode } from '../../state/select.js';
import { sliceOf } from '../../state/slices.js';
import { bytes, percent } from '../../words/format.js';
import { bracketOf, floorOf, LADDER, mostMeasures, nextRung } from './bisect.js';
import { acceptedOf, answerOf, chooseData, readWish, searchCsv, slice, targetOf } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createChoosePanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** Images of a timed pass, at most, and passes that count. */
const IMAGES = 4000;
const PASSES = 7;

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, studies, i18n, charts, save, open }) {
  const own = store.slice(slice);
  /** The rung whose network is to be saved once it is a run. @type {number | null} */
  let exporting = null;

  const panel = createChoosePanel(element, {
    i18n,
    charts,
    onForm: own.change,
    onBegin: begin,
    onCancel: () => studies.cancel('choose'),
    onOpen: openRun,
    onExport(rung) {
      exporting = rung;
      openRun(rung);
      exportNow();
    },
    onSave() {
      const { search } = own.get();
      if (search) save('prunelab-ratio.csv', searchCsv(search), 'text/csv');
    },
  });

  /** @param {Partial<Search>} change */
  function found(change) {
    const { search } = own.get();
    if (search) own.found({ search: { ...search, ...change } });
  }

  function begin() {
    const state = store.get();
    const base = baseNode(state);
    const { wish } = readWish(state, own.get().form);
    if (state.studies.jobs.choose || state.run || !base) return;
    if (!wish) {
      store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
      return;
    }
    const { method, config } = wish;
    own.found({
      search: { wish, dense: base.result, baseline: null, floor: -1, trials: [], curve: [], speed: null, ended: false },
    });
    /** Points of the curve before fine-tuning. @type {{ ratio: number, accuracy: number }[]} */
    const curve = [];
    const count = LADDER.length;
    let isCurved = false;
    let isTimed = false;
    /** Pieces that were begun and have not been answered: the bisection goes on when there are none. */
    let waiting = 0;

    /** @param {Piece} piece @returns {Piece} */
    function awaited(piece) {
      waiting += 1;
      return {
        ...piece,
        onDone(result) {
          waiting -= 1;
          piece.onDone?.(result);
        },
      };
    }

    const curvePiece = () =>
      awaited({
        work: (handover) => ({ kind: 'curve', base: handover, method }),
        onSamples: (samples) =>
          curve.push(...samples.map(({ ratio, evaluation }) => ({ ratio, accuracy: accuracyOf(evaluation) }))),
        onDone: () => {
          isCurved = true;
          found({ curve: curve.sort((a, b) => a.ratio - b.ratio) });
        },
      });
    const baselinePiece = () =>
      awaited({
        work: (handover) => ({ kind: 'run', base: handover, ops: [{ op: 'train', config }] }),
        onDone: ({ nodes }) => found({ baseline: nodes[0]?.result.evaluation ?? null }),
        diverges: true,
      });
    /** @param {number} rung */
    const trialPiece = (rung) =>
      awaited({
        work: (handover) => ({
          kind: 'run',
          base: handover,
          ops: [
            { op: 'prune', method, ratio: LADDER[rung] },
            { op: 'fineTune', config, mask: 'keep' },
          ],
        }),
        onDone({ nodes: [pruned, tuned] }) {
          const trials = own.get().search?.trials ?? [];
          const trial = { rung, before: pruned.result.evaluation, after: tuned?.result ?? null };
          found({ trials: [...trials, trial] });
        },
        diverges: true,
      });
    /** Fine-tuning keeps the mask, so what is timed has the mask of the network that was found. @param {number} rung */
    const speedPiece = (rung) => {
      const prune = { method, ratio: LADDER[rung] };
      /** @type {import('../../protocol.js').SpeedWish[]} */
      const pruned = [
        { kind: 'csr', prune },
        { kind: 'bitmask', prune },
      ];
      if (kindOf(method) === 'neurons') pruned.push({ kind: 'shrunk', prune });
      const images = Math.min(IMAGES, state.data.info?.test ?? IMAGES);
      return awaited({
        work: (handover) => ({
          kind: 'speed',
          base: handover,
          groups: [[{ kind: 'dense', prune: null }, ...pruned]],
          images,
          passes: PASSES,
        }),
        onDone: ({ speed }) => found({ speed: speed ?? null }),
      });
    };

    /** What depends on what was found so far. @returns {Piece | null} */
    function next() {
      const { search } = own.get();
      if (!search || waiting > 0) return null;
      const target = targetOf(search);
      if (target === null || !isCurved) return null;
      const floor =
        search.trials.length === 0
          ? floorOf(
              curve.sort((a, b) => a.ratio - b.ratio),
              target,
            )
          : search.floor;
      if (floor !== search.floor) found({ floor });
      const accepted = acceptedOf(search);
      const rung = nextRung(count, accepted, floor);
      if (rung !== null) return trialPiece(rung);
      const { low } = bracketOf(count, accepted, floor);
      if (low >= 0 && !isTimed) {
        isTimed = true;
        return speedPiece(low);
      }
      found({ ended: true });
      return null;
    }

    studies.conduct({
      study: 'choose',
      base,
      lasting: true,
      pieces: [curvePiece(), ...(wish.fair ? [baselinePiece()] : [])],
      next,
      expected: (wish.fair ? 3 : 2) + mostMeasures(count, -1),
    });
  }

  /** @param {number} rung */
  function openRun(rung) {
    const settings = settingsOf();
    if (settings) studies.open(settings, LADDER[rung]);
  }

  /** What the networks were fine-tuned with. */
  function settingsOf() {
    const { search } = own.get();
    if (!search) return null;
    const { base, method, config } = search.wish;
    return { base, method, config, mask: /** @type {const} */ ('keep') };
  }

  /** Once the network is the current run, the files of it are offered. */
  function exportNow() {
    const state = store.get();
    const settings = settingsOf();
    if (exporting === null || !settings || state.run) return;
    const node = tunedNode(state, settings, LADDER[exporting]);
    if (!node || state.current !== node.id) return;
    exporting = null;
    open('exports');
  }

  store.follow((state, before) => {
    if (exporting !== null && (state.run !== before.run || state.current !== before.current)) queueMicrotask(exportNow);
  });

  return { draw: (/** @type {State} */ state) => panel.update(chooseData(state, own.get())), redraw: panel.redraw };
}

/** The answer in a line. @param {State} state @param {I18n} i18n */
export function status(state, i18n) {
  const { search } = sliceOf(state, slice);
  const answer = search && answerOf(search);
  if (!answer) return null;
  const { chosen } = answer;
  if (!chosen?.after) return i18n.t('choose.status.none');
  const language = i18n.language();
  return i18n.t('choose.status', {
    ratio: percent(LADDER[chosen.rung], language),
    accuracy: percent(accuracyOf(chosen.after.evaluation), language),
    bytes: bytes(chosen.after.bytes, language),
  });
}
