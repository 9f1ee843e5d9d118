// @ts-check
/**
 * Puts the page together: bar, rail, headline, workspaces and messages, and the features in their places; shows each its
 * part of the state.
 */

/** @import { Feature, Parts } from '../features/contract.js' */
/** @import { EntryWorkspace, State, Workspace } from '../state/state.js' */
/** @import { Theme } from './settings.js' */
import { find } from '../ui/dom.js';
import { helpOnDemand } from '../ui/help.js';
import { createBar } from './bar.js';
import { createEntries, entriesOf } from './entries.js';
import { createEvidence, evidenceViews } from './evidence.js';
import { createFeatures } from './features.js';
import { createHeadline } from './headline-view.js';
import { headlineOf } from './headline.js';
import { labelPage } from './labels.js';
import { createNotices } from './notices.js';
import { createPace } from './pace.js';
import * as present from './present.js';
import { createRail } from './rail.js';
import { workOf } from './work.js';
import { createDock, createWorkspaces } from './workspaces.js';

/** @typedef {Omit<Parts, 'open' | 'drawCharts'> & { theme: Theme,
 *   tools: { onShare: () => void, onLanguage: () => void, onBack: () => void } }} PageParts */

/** @param {readonly Feature[]} features @param {PageParts} parts */
export function createPage(features, { tools, ...parts }) {
  const { store, actions, i18n, theme } = parts;
  // What a feature offers is said around it, too: in lists and tabs.
  for (const feature of features) if ('texts' in feature && feature.texts) i18n.add(feature.texts);
  const { dispatch } = store;
  /** @param {string} id */
  const at = (id) => find(`#${id}`, HTMLElement);
  /** @param {string} id */
  const open = (id) => mounted.open(id);
  /** @param {Workspace} view */
  const show = (view) => dispatch({ type: 'page', page: { view } });
  /** @param {EntryWorkspace} view @param {string} id */
  const goTo = (view, id) => dispatch({ type: 'page', page: { view, entries: { [view]: id } } });
  const listed = entriesOf(features);

  const bar = createBar(at('bar'), {
    i18n,
    onView: show,
    onEntry: goTo,
    onStop: (study) => (study ? parts.studies.cancel(study) : actions.cancel()),
    onData: () => open('data'),
    onNetwork() {
      show('explore');
      dispatch({ type: 'step', step: 'train' });
      requestAnimationFrame(() => at('train-hidden').focus());
    },
    onUndo: actions.undo,
    onShare: tools.onShare,
    onExport: () => open('exports'),
    onLanguage: tools.onLanguage,
    onTheme: theme.cycle,
  });
  const workspaces = createWorkspaces();
  const dock = createDock(at('dock'), { i18n, onView: show });
  const rail = createRail(at('rail'), {
    i18n,
    onStep: (step) => dispatch({ type: 'step', step }),
    onTrain: actions.train,
    onTune: actions.fineTune,
    onPause: actions.togglePause,
    onStepBatch: actions.stepBatch,
    onStop: actions.cancel,
  });
  const headline = createHeadline(at('headline'), { i18n });
  const evidence = createEvidence(at('evidence'), {
    i18n,
    views: evidenceViews(features),
    onView: (place) => dispatch({ type: 'page', page: { evidence: place } }),
  });
  const entries = createEntries(
    { experiments: at('experiments'), compress: at('compress'), learn: at('learn') },
    { i18n, entries: listed, onEntry: goTo },
  );
  const notices = createNotices(at('notices'), {
    i18n,
    parts,
    onDismiss: (id) => dispatch({ type: 'dismiss', id }),
    onAction(name) {
      if (name === 'data') open('data');
      if (name === 'back') tools.onBack();
      if (name === 'link-rest') parts.opening.openOffered();
      if (name === 'stop-reading') parts.opening.stopReading();
      if (name === 'fold-pixels') parts.opening.foldPixels();
    },
  });
  let lessonAsked = false;
  // Features are put into what these make.
  const first = store.get();
  rail.update(present.tilesData(first), present.runData(first));
  evidence.update(first.page.evidence);
  entries.update(first.page, () => ({ progress: null, line: null }));
  const mounted = createFeatures(features, parts);
  helpOnDemand(at('rail'));

  /** @param {State} state @param {boolean} slid */
  function drawAtOnce(state, slid) {
    rail.update(present.tilesData(state), present.runData(state));
    headline.update(headlineOf(state));
    if (!slid) {
      workspaces.update(state.page);
      evidence.update(state.page.evidence);
    }
    mounted.drawAtOnce(state);
  }

  /** @param {State} state @param {boolean} slid */
  function drawBeside(state, slid) {
    if (!slid) drawFrame(state);
    mounted.drawBeside(state);
  }

  /** What stands around the workspaces; the slider changes nothing of it. @param {State} state */
  function drawFrame(state) {
    const head = present.headerData(state, i18n);
    bar.update({
      ...head,
      dataset: head.dataset && { ...head.dataset, splitOff: state.data.info?.testSplitOff ?? false },
      work: workOf(state, listed),
      theme: theme.choice(),
    });
    dock.update(state.page.view);
    entries.update(state.page, mounted.stateOf);
    notices.update(state.notices);
    if (state.page.view === 'learn' && !lessonAsked) {
      lessonAsked = true;
      open('learn');
    }
    const title = present.titleText(state, i18n);
    if (document.title !== title) document.title = title;
  }
  const { draw } = createPace({ own: drawAtOnce, beside: drawBeside });

  return {
    draw,
    /** The language changed: every word anew. */
    retext() {
      labelPage(i18n.t);
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
