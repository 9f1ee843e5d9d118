// @ts-check
/**
 * Puts the page together: its header, steps and messages, and the features between them; shows each its part of the
 * state.
 */

/** @import { Feature, Parts } from '../features/contract.js' */
/** @import { State } from '../state/state.js' */
/** @import { Theme } from './settings.js' */
import { find } from '../ui/dom.js';
import { createFeatures } from './features.js';
import { createHeader } from './header.js';
import { createNotices } from './notices.js';
import { createPace } from './pace.js';
import * as present from './present.js';
import { createRunControls } from './run-controls.js';
import { createSteps } from './steps.js';
import { createTiles } from './tiles.js';

/** @typedef {Omit<Parts, 'open'> & { theme: Theme,
 *   tools: { onShare: () => void, onLanguage: () => void, onBack: () => void } }} PageParts */

/** @param {readonly Feature[]} features @param {PageParts} parts */
export function createPage(features, { tools, ...parts }) {
  const { store, actions, i18n, theme } = parts;
  const { dispatch } = store;
  /** @param {string} id */
  const at = (id) => find(`#${id}`, HTMLElement);
  /** @param {string} id */
  const open = (id) => mounted.open(id);

  const header = createHeader(at('header'), {
    i18n,
    onData: () => open('data'),
    onLesson: () => open('learn'),
    onExport: () => open('exports'),
    onShare: tools.onShare,
    onLanguage: tools.onLanguage,
    onSeed: (seed) => dispatch({ type: 'seed', seed }),
    onTrain: actions.train,
    onUndo: actions.undo,
    onTheme: theme.cycle,
  });
  const tiles = createTiles(at('tiles'), { i18n, onStep: (step) => dispatch({ type: 'step', step }) });
  const steps = createSteps(at('steps'));
  const run = createRunControls(at('run'), {
    i18n,
    onTrain: actions.train,
    onTune: actions.fineTune,
    onPause: actions.togglePause,
    onStep: actions.stepBatch,
    onStop: actions.cancel,
  });
  const notices = createNotices(at('notices'), {
    i18n,
    onDismiss: (id) => dispatch({ type: 'dismiss', id }),
    onAction(name) {
      if (name === 'data') open('data');
      if (name === 'back') tools.onBack();
    },
  });
  const mounted = createFeatures(features, parts);
  i18n.localise(document);

  /** @param {State} state */
  function drawAtOnce(state) {
    tiles.update(present.tilesData(state));
    mounted.drawAtOnce(state);
  }

  /** @param {State} state */
  function drawBeside(state) {
    const head = present.headerData(state, i18n);
    header.update({
      ...head,
      dataset: head.dataset && { ...head.dataset, splitOff: state.data.info?.testSplitOff ?? false },
      theme: theme.choice(),
    });
    steps.update(state.step);
    run.update(present.runData(state));
    mounted.drawBeside(state);
    notices.update(state.notices);
    const title = present.titleText(state, i18n);
    if (document.title !== title) document.title = title;
  }
  const { draw } = createPace({ own: drawAtOnce, beside: drawBeside });

  return {
    draw,
    /** The language changed: every word anew. */
    retext() {
      i18n.localise(document);
      mounted.retext();
      mounted.redraw();
      store.redraw();
    },
    /** The theme changed: every picture anew. */
    repaint() {
      mounted.redraw();
      store.redraw();
    },
  };
}
