// @ts-check
/**
 * The frames of the four steps' controls, which features fill. Only the chosen step's is shown.
 */

/** @import { Step } from '../state/state.js' */
import { h, setHidden } from '../ui/dom.js';

/** @type {readonly Step[]} */
export const STEPS = ['train', 'score', 'prune', 'tune'];

/** @param {HTMLElement} element */
export function createSteps(element) {
  const panels = STEPS.map((step) =>
    h(
      'section',
      {
        id: `panel-${step}`,
        role: 'tabpanel',
        class: 'step-panel',
        'data-testid': `panel-${step}`,
        'aria-labelledby': `tab-${step}`,
      },
      h('h2', { i18n: `step.${step}` }),
      h('p', { class: 'lead', i18n: `step.${step}.lead` }),
    ),
  );
  element.append(...panels);

  return {
    /** @param {Step} chosen */
    update(chosen) {
      panels.forEach((panel, index) => setHidden(panel, STEPS[index] !== chosen));
    },
  };
}
