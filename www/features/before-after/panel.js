// @ts-check
/**
 * Before and after at work: shows the three networks, and has them timed in turns when asked to. Loaded on demand.
 */

/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { createTiming } from '../../engine/timing.js';
import { COLUMNS, subjectsOf, tableData } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createResultTable } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, studies, i18n }) {
  const timing = createTiming({ store, studies });
  const table = createResultTable(element, {
    i18n,
    onTime() {
      const subjects = subjectsOf(store.get());
      timing.measure(COLUMNS.flatMap((column) => subjects[column] ?? []));
    },
    onCancel: timing.cancel,
  });
  return {
    draw: (/** @type {State} */ state) => table.update(tableData(state), timing.canRace(state)),
  };
}
