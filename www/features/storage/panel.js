// @ts-check
/**
 * Files and kernels at work: the pool writes the network on the stage in every format whenever it changes, and times the
 * kernels when asked to. Loaded on demand.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { html, render } from 'lit-html';
import { createTiming } from '../../engine/timing.js';
import { speedWishes } from '../../ops/speed.js';
import { sliceOf } from '../../state/slices.js';
import { denseRun } from '../../state/tree.js';
import { openTerm } from '../../ui/term-link.js';
import { createRest } from '../../util/rest.js';
import { bytes } from '../../words/format.js';
import { slice, subject } from './model.js';
import { createSpeedView } from './speed-view.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createSizeView } from './view.js';
import { whyOf } from './why.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

const REST_MS = 300;

/** The smallest file that keeps the network on the stage. @param {State} state @param {I18n} i18n */
export function status(state, i18n) {
  const { sizes } = 'storage' in state.slices ? sliceOf(state, slice) : slice.initial;
  if (!sizes || sizes.key !== subject(state)?.key) return null;
  const exact = sizes.result.rows.flatMap((row) => (row.lossless && row.bytes !== null ? [row.bytes] : []));
  return i18n.t('storage.status', { bytes: bytes(Math.min(...exact), i18n.language()) });
}

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, studies, i18n, charts, open }) {
  const own = store.slice(slice);
  const timing = createTiming({ store, studies });
  let wanted = '';

  /** The latest wish only. */
  function write() {
    const about = subject(store.get());
    if (!about || own.get().sizes?.key === about.key) return;
    studies.cancel('formats');
    const { node, prune, key } = about;
    studies.conduct({
      study: 'formats',
      base: node,
      pieces: [
        {
          work: (base) => ({ kind: 'formats', base, prune }),
          onDone({ formats }) {
            if (formats) own.found({ sizes: { key, result: formats } });
          },
        },
      ],
    });
  }
  const rest = createRest({ restMs: REST_MS }, write);

  const sizeView = createSizeView({
    i18n,
    onTerm: (term) => openTerm(open, term),
    onExport: () => open('exports'),
  });
  const speedView = createSpeedView({
    i18n,
    charts,
    onTime() {
      const about = subject(store.get());
      if (!about) return;
      const { node, prune, key } = about;
      const dense = denseRun(store.get().nodes, node.id) ?? node;
      const nodes = dense === node ? [node] : [node, dense];
      const wishes = speedWishes(prune, nodes.indexOf(dense));
      timing.race('speed', nodes, wishes, (rows) => own.found({ speed: { key, rows } }));
    },
    onCancel: () => studies.cancel('speed'),
  });

  return {
    /** @param {State} state */
    draw(state) {
      const { sizes, speed } = own.get();
      const about = subject(state);
      const key = about?.key ?? '';
      // Nothing is written while nobody looks.
      if (key !== wanted && element.closest('[hidden]') === null) {
        wanted = key;
        if (key) rest.touch();
      }
      const { formats: writing, speed: job } = state.studies.jobs;
      const fresh = sizes !== null && sizes.key === key;
      const timed = speed !== null && speed.key === key;
      const why =
        fresh && timed && about
          ? whyOf(
              speed.rows.filter(({ group }) => group === 0),
              sizes.result,
              about.node.sizes,
            )
          : null;
      render(
        html`${sizeView({ subject: about, result: sizes?.result ?? null, stale: !fresh || writing !== null })}
        ${speedView.template({
          rows: speed?.rows ?? null,
          stale: !timed,
          why,
          job,
          enabled: about !== null && job === null,
        })}`,
        element,
      );
    },
    redraw: speedView.redraw,
  };
}
