// @ts-check
/**
 * Storage and speed at work: the pool writes the network in every format whenever it changes, and times the kernels
 * when asked to. Loaded on demand.
 */

/** @import { Handover, RunNode, Work, WorkResult } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { speedWishes } from '../../ops/speed.js';
import { h } from '../../ui/dom.js';
import { createRest } from '../../util/rest.js';
import { slice, subject } from './model.js';
import { createSpeedPanel } from './speed.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createSizePanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

const REST_MS = 300;
/** Images of a pass, at most, and passes that count. */
const IMAGES = 4000;
const PASSES = 7;

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, studies, i18n }) {
  const own = store.slice(slice);
  let wanted = '';

  /** @param {State} state */
  const subjectOf = (state) => subject(state, own.get().form.source);

  /** @param {'formats' | 'speed'} study @param {RunNode} node @param {(base: Handover) => Work} work @param {(result: WorkResult) => void} onDone */
  const conduct = (study, node, work, onDone) => studies.conduct({ study, base: node, pieces: [{ work, onDone }] });

  /** The latest wish only. */
  function write() {
    const state = store.get();
    const about = subjectOf(state);
    if (!about || own.get().sizes?.key === about.key) return;
    // While something trains, its end is awaited: the slider's network is about to be another.
    if (state.run) return;
    studies.cancel('formats');
    const { node, prune, key } = about;
    conduct(
      'formats',
      node,
      (base) => ({ kind: 'formats', base, prune }),
      ({ formats }) => {
        if (formats) own.found({ sizes: { key, result: formats } });
      },
    );
  }
  const rest = createRest({ restMs: REST_MS }, write);

  const sizePanel = createSizePanel({
    i18n,
    onSource: (source) => own.change({ source }),
  });
  const speedPanel = createSpeedPanel({
    i18n,
    onTime() {
      const state = store.get();
      const about = subjectOf(state);
      if (!about || state.run) return;
      const { node, prune, key } = about;
      const images = Math.min(IMAGES, state.data.info?.test ?? IMAGES);
      conduct(
        'speed',
        node,
        (base) => ({ kind: 'speed', base, groups: speedWishes(prune), images, passes: PASSES }),
        (result) => {
          if (result.speed) own.found({ speed: { key, rows: result.speed } });
        },
      );
    },
    onCancel: () => studies.cancel('speed'),
  });
  element.append(sizePanel.element, h('hr'), speedPanel.element);

  return {
    /** @param {State} state */
    draw(state) {
      const { form, sizes, speed } = own.get();
      const about = subjectOf(state);
      const key = about && !state.run ? about.key : '';
      if (key !== wanted) {
        wanted = key;
        if (key) rest.touch();
      }
      const { formats: writing, speed: timing } = state.studies.jobs;
      const fresh = about !== null && sizes?.key === about.key;
      sizePanel.update({
        source: form.source,
        result: sizes?.result ?? null,
        stale: !fresh || writing !== null,
        run: about?.node.id ?? null,
        ratio: about?.prune?.ratio ?? null,
      });
      speedPanel.update({
        rows: speed?.rows ?? null,
        stale: about === null || speed?.key !== about.key,
        job: timing,
        enabled: about !== null && state.run === null,
      });
    },
  };
}
