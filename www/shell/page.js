// @ts-check
/**
 * Puts the views on the page and shows each its part of the state.
 */

/** @import { Charts } from '../charts/chart-surface.js' */
/** @import { Actions } from '../engine/actions.js' */
/** @import { StudyActions } from '../engine/studies.js' */
/** @import { I18n } from '../i18n/index.js' */
/** @import { State } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
import { createAccuracyChart } from '../features/band/chart.js';
import { createSlider } from '../features/band/view.js';
import { createClasses } from '../features/classes/view.js';
import { createLayerHistogram } from '../features/distribution/view.js';
import { createHeatmaps } from '../features/matrices/view.js';
import { createResultTable } from '../features/results/view.js';
import { createRunList } from '../features/runs/view.js';
import { createLearningChart } from '../features/train/chart.js';
import { sweepNow } from '../state/select.js';
import { find } from '../ui/dom.js';
import { createHeader } from './header.js';
import { createNotices } from './notices.js';
import { createPace } from './pace.js';
import * as charted from './present-charts.js';
import * as studied from './present-studies.js';
import * as present from './present.js';
import { createRunControls } from './run-controls.js';
import { createStepPanels } from './step-panels.js';
import { createTiles } from './tiles.js';

/** @typedef {ReturnType<typeof import('./settings.js').createTheme>} Theme */
/** @import { Extras } from './extras.js' */
/** @typedef {{ store: Store, actions: Actions, studies: StudyActions, i18n: I18n, theme: Theme, charts: Charts,
 *   extras: Extras, sweep: { toggle: () => void, playing: () => boolean },
 *   tools: { onData: () => void, onLesson: () => void, onShare: () => void, onExport: () => void, onLanguage: () => void,
 *            onNotice: (name: string) => void },
 *   onBeside: (state: State) => void }} PageParts  `onBeside` draws what is not made here, beside the slider's own views */

/** @param {PageParts} parts */
export function createPage({ store, actions, studies, i18n, theme, charts, extras, sweep, tools, onBeside }) {
  const { dispatch } = store;
  /** @param {string} id */
  const at = (id) => find(`#${id}`, HTMLElement);
  /** @param {number} ratio */
  const onRatio = (ratio) => actions.setRatio(ratio);
  /** @param {number} ratio */
  const onSlide = (ratio) => actions.slideTo(ratio);

  const header = createHeader(at('header'), {
    i18n,
    ...tools,
    onSeed: (seed) => dispatch({ type: 'seed', seed }),
    onTrain: actions.train,
    onUndo: actions.undo,
    onTheme: theme.cycle,
  });
  const tiles = createTiles(at('tiles'), { i18n, onStep: (step) => dispatch({ type: 'step', step }) });
  const slider = createSlider(at('slider'), { i18n, onRatio, onSlide, onSweep: sweep.toggle });
  const steps = createStepPanels(at('steps'), {
    i18n,
    onRatio,
    onTrain: actions.train,
    onTrainOn: actions.trainOn,
    onTune: actions.fineTune,
    onPin: actions.pin,
    onTrainForm: (form) => dispatch({ type: 'trainForm', form }),
    onTuneForm: (form) => dispatch({ type: 'tuneForm', form }),
    onMethod: actions.setMethod,
    onNote: actions.noteMovement,
    many: {
      onRatios: (ratios) => dispatch({ type: 'studyRatios', ratios }),
      onTuneMany: studies.tuneMany,
      onCancel: () => studies.cancel('tune'),
      onOpen(ratio) {
        const sweep = sweepNow(store.get());
        if (sweep) studies.open(sweep, ratio);
      },
      onSave: studies.saveRows,
    },
    scan: {
      charts,
      onScan: studies.scan,
      onCompare: studies.compare,
      onCancelScan: () => studies.cancel('scan'),
      onCancelCompare: () => studies.cancel('compare'),
      onBudget: extras.openBudget,
    },
  });
  const run = createRunControls(at('run'), {
    i18n,
    onTrain: actions.train,
    onTune: actions.fineTune,
    onPause: actions.togglePause,
    onStep: actions.stepBatch,
    onStop: actions.cancel,
  });
  const learning = createLearningChart(at('learning-chart'), { charts });
  const accuracy = createAccuracyChart(at('accuracy-chart'), {
    charts,
    onRatio: onSlide,
    onDot: (target) => ('run' in target ? actions.select(target.run) : studies.open(target.sweep, target.ratio)),
  });
  const heatmaps = createHeatmaps(at('heatmaps'), {
    i18n,
    onSource: (heat) => dispatch({ type: 'heat', heat }),
    onColour: (heat) => dispatch({ type: 'look', look: { heat } }),
  });
  const histogram = createLayerHistogram(at('histogram'), {
    i18n,
    charts,
    onThreshold: actions.setThreshold,
    onShow: (hist) => dispatch({ type: 'look', look: { hist } }),
  });
  const classes = createClasses(at('classes'), { i18n });
  const table = createResultTable(at('results'), { i18n });
  const runs = createRunList(at('runs'), { i18n, onSelect: actions.select });
  const notices = createNotices(at('notices'), {
    i18n,
    onDismiss: (id) => dispatch({ type: 'dismiss', id }),
    onAction: tools.onNotice,
  });
  extras.offerBrush(at('heatmaps'));
  i18n.localise(document);

  let palette = charted.paletteFor(theme.resolved());
  /** @type {unknown} */
  let learned = null;

  /** What the slider moves. @param {State} state */
  function drawOwn(state) {
    tiles.update(present.tilesData(state));
    slider.update({ ...present.sliderData(state, i18n), sweeping: sweep.playing() });
    accuracy.update(charted.accuracyData(state, i18n));
    heatmaps.update(charted.heatmapsData(state, palette));
    histogram.update(charted.histogramData(state));
    table.update(present.tableData(state));
  }

  /** @param {State} state */
  function drawBeside(state) {
    const head = present.headerData(state, i18n);
    header.update({
      ...head,
      dataset: head.dataset && { ...head.dataset, splitOff: state.data.info?.testSplitOff ?? false },
      theme: theme.choice(),
    });
    steps.update({
      ...present.stepsData(state),
      many: studied.tuneManyData(state),
      scan: studied.scanPanelData(state),
    });
    run.update(present.runData(state));
    const curves = charted.learningData(state);
    if (curves.source !== learned) {
      learned = curves.source;
      learning.update(curves);
    }
    classes.update(charted.classesData(state));
    runs.update(present.runListData(state));
    notices.update(state.notices);
    extras.draw(state);
    onBeside(state);
    const title = present.titleText(state, i18n);
    if (document.title !== title) document.title = title;
  }
  const { draw } = createPace({ own: drawOwn, beside: drawBeside });

  function redrawCharts() {
    for (const chart of [accuracy, histogram, learning, steps, extras]) chart.redraw();
  }

  return {
    draw,
    /** The language changed: every word anew. */
    retext() {
      i18n.localise(document);
      heatmaps.retext();
      histogram.retext();
      classes.retext();
      redrawCharts();
      store.redraw();
    },
    /** The theme changed: every picture anew. */
    repaint() {
      palette = charted.paletteFor(theme.resolved());
      redrawCharts();
      store.redraw();
    },
  };
}
