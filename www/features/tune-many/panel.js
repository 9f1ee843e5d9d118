// @ts-check
/**
 * Fine-tuning at several ratios, at work. Loaded on demand.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Parts } from '../contract.js' */
import { sweepNow } from '../../state/select.js';
import { percent } from '../../words/format.js';
import { tuneRows } from './csv.js';
import { baselineOf, broughtBack, slice, tuneManyData } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createTuneMany } from './view.js';

export const texts = { en, zh };

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, studies, i18n, charts, save }) {
  const own = store.slice(slice);
  const many = createTuneMany(element, {
    i18n,
    charts,
    onForm: own.change,
    onTuneMany() {
      const { form, baselines } = own.get();
      studies.tuneMany(form.ratios, ({ base, config }) =>
        !form.fair || baselineOf(baselines, { base, config })
          ? []
          : [
              {
                work: (handover) => ({ kind: 'run', base: handover, ops: [{ op: 'train', config }] }),
                onDone({ nodes: [dense] }) {
                  if (!dense) return;
                  const { evaluation } = dense.result;
                  own.found({ baselines: [...own.get().baselines, { base, config, evaluation }] });
                },
                diverges: true,
              },
            ],
      );
    },
    onCancel: () => studies.cancel('tune'),
    onOpen(ratio) {
      const sweep = sweepNow(store.get());
      if (sweep) studies.open(sweep, ratio);
    },
    onSave() {
      const sweep = sweepNow(store.get());
      if (sweep) save('prunelab-fine-tuned.csv', tuneRows(sweep.rows), 'text/csv');
    },
  });
  return { draw: (/** @type {State} */ state) => many.update(tuneManyData(state)), redraw: many.redraw };
}

/** Where most came back, in a line. @param {State} state @param {I18n} i18n */
export function status(state, i18n) {
  const back = broughtBack(tuneManyData(state).rows, 0, 0);
  if (!back) return null;
  const language = i18n.language();
  return i18n.t('many.status', {
    ratio: percent(back.most.ratio, language),
    before: percent(back.most.before, language),
    after: percent(back.most.after, language),
  });
}
