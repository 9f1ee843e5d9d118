// @ts-check
/**
 * Cost against accuracy of all runs at work: has their files written, has them timed when asked to, and opens one.
 * Loaded on demand.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { createFileSizes } from '../../engine/file-sizes.js';
import { createTiming } from '../../engine/timing.js';
import { accuracyOf } from '../../state/select.js';
import { isTimeable, timeOf } from '../../state/times.js';
import { isTrained } from '../../state/tree.js';
import { openTerm } from '../../ui/term-link.js';
import { slice, standings } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createParetoPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** Runs that may stand on the front. @param {State} state */
const learned = ({ nodes }) => [...nodes.values()].filter(({ id }) => isTrained(nodes, id));

/** How many runs are compared, for the list. @param {State} state @param {I18n} i18n */
export function status(state, { t }) {
  const count = learned(state).length;
  return count ? t('pareto.status', { count }) : null;
}

/** A run as it is, not pruned further. @param {RunNode} node */
const whole = (node) => ({ node, prune: null });

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, client, i18n, charts, open }) {
  const sizes = createFileSizes({ store, client });
  const timing = createTiming({ store, studies });
  const own = store.slice(slice);

  const panel = createParetoPanel(element, {
    i18n,
    charts,
    onAxis: (axis) => own.change({ axis }),
    onTime: () => timing.measure(learned(store.get()).map(whole)),
    onCancel: timing.cancel,
    onTerm: (term) => openTerm(open, term),
    onOpen(id) {
      if (!store.get().run) actions.select(id);
    },
  });

  return {
    /** @param {State} state */
    draw(state) {
      sizes.ask();
      const axis = own.get().form.axis === 'ms' ? 'ms' : 'bytes';
      const trained = new Set(learned(state).map(({ id }) => id));
      const measured = [...state.nodes.values()].map((node) => {
        const time = timeOf(state, whole(node));
        const cost = (axis === 'bytes' ? sizes.of(node.id) : time?.ms) ?? null;
        return { id: node.id, node, cost, time, accuracy: accuracyOf(node.result.evaluation) };
      });
      const by = standings(measured.filter(({ id }) => trained.has(id)));
      const rows = measured.map(({ id, ...row }) => ({
        ...row,
        by: by.get(id) ?? null,
        rounded: !isTimeable(whole(row.node)),
        trained: trained.has(id),
      }));
      panel.update({
        axis,
        rows,
        current: state.current,
        busy: state.run !== null,
        writing: state.run === null && rows.some(({ node }) => sizes.of(node.id) === undefined),
        job: state.studies.jobs.times,
        canTime: timing.canRace(state) && rows.some(({ trained: is, rounded }) => is && !rounded),
      });
    },
    redraw: panel.redraw,
  };
}
