// @ts-check
/**
 * Cost against accuracy of all runs at work: has their files written, has them timed when asked to, and opens one.
 * Loaded on demand.
 */

/** @import { Handover, RunNode } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
/** @import { RunTime } from './model.js' */
import { createFileSizes } from '../../engine/file-sizes.js';
import { accuracyOf, isReady } from '../../state/select.js';
import { fastest, raceWishes, slice, standings } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createParetoPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** Images of a pass, at most, and passes that count. */
const IMAGES = 1000;
const PASSES = 7;

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, client, i18n, charts }) {
  const sizes = createFileSizes({ store, client });
  const own = store.slice(slice);
  let handing = false;

  const panel = createParetoPanel({
    i18n,
    charts,
    onAxis: (axis) => own.change({ axis }),
    onTime: time,
    onCancel: () => studies.cancel('pareto'),
    onOpen(id) {
      if (!store.get().run) actions.select(id);
    },
  });
  element.append(panel.element);

  /** Runs that kernels answer for; none of them rounds inputs. @param {RunNode} node */
  const isRounded = ({ inputs }) => (inputs?.length ?? 0) > 0;

  /** @param {State} state */
  const canTime = (state) =>
    isReady(state) &&
    state.run === null &&
    state.studies.jobs.pareto === null &&
    [...state.nodes.values()].some((node) => !isRounded(node));

  async function time() {
    const state = store.get();
    if (handing || !canTime(state)) return;
    const nodes = [...state.nodes.values()].filter((node) => !isRounded(node));
    /** @type {Handover[]} */
    const others = [];
    handing = true;
    for (const node of nodes.slice(1)) {
      const handover = await studies.handOver(node);
      if (handover) others.push(handover);
    }
    handing = false;
    // A crash or another data set came between; that has been told.
    if (others.length < nodes.length - 1 || store.get().data.info !== state.data.info) return;
    const images = Math.min(IMAGES, state.data.info?.test ?? IMAGES);
    studies.conduct({
      study: 'pareto',
      base: nodes[0],
      lasting: true,
      pieces: [
        {
          work: (base) => ({ kind: 'speed', base, others, groups: [raceWishes(nodes.length)], images, passes: PASSES }),
          onDone(result) {
            const rows = result.speed ?? [];
            /** @type {Map<number, RunTime>} */
            const times = new Map();
            nodes.forEach(({ id }, of) => {
              const best = fastest(rows, of);
              if (best) times.set(id, best);
            });
            own.found({ times });
          },
        },
      ],
    });
  }

  /** @param {RunNode} node */
  const costOf = ({ id }) => {
    const { form, times } = own.get();
    return (form.axis === 'bytes' ? sizes.of(id) : times.get(id)?.ms) ?? null;
  };

  return {
    /** @param {State} state */
    draw(state) {
      sizes.ask();
      const {
        form: { axis },
        times,
      } = own.get();
      const nodes = [...state.nodes.values()];
      const measured = nodes.map((node) => ({
        id: node.id,
        node,
        cost: costOf(node),
        accuracy: accuracyOf(node.result.evaluation),
      }));
      const by = standings(measured);
      const rows = measured.map(({ id, ...row }) => ({
        ...row,
        by: by.get(id) ?? null,
        time: times.get(id) ?? null,
        rounded: isRounded(row.node),
      }));
      const busy = state.run !== null;
      panel.update({
        axis,
        rows,
        current: state.current,
        busy,
        writing: nodes.some(({ id }) => sizes.of(id) === undefined),
        job: state.studies.jobs.pareto,
        canTime: canTime(state),
        untimed: rows.filter(({ cost, rounded }) => cost === null && !rounded).length,
        key: `${axis} ${busy} ${state.current} ${rows.map(({ node, cost }) => `${node.id}:${node.result.evaluation.correct}:${cost}`).join()}`,
      });
    },
    redraw: panel.redraw,
  };
}
