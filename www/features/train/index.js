// @ts-check
/**
 * Step 1: the network and its training, and the learning curves of the run.
 */

/** @import { ShownFeature } from '../contract.js' */
import { createLearningChart } from './chart.js';
import { learningData, trainData } from './model.js';
import { newPart } from '../../ui/dom.js';
import { createTrainPanel } from './view.js';

/** @type {ShownFeature} */
export const train = {
  id: 'train',
  places: ['panel-train', 'learning-chart'],
  mount({ store, actions, i18n, charts }, panel, chart) {
    const form = createTrainPanel(newPart(panel), {
      i18n,
      onForm: (form) => store.dispatch({ type: 'trainForm', form }),
      onSeed: (seed) => store.dispatch({ type: 'seed', seed }),
      onTrain: actions.train,
      onTrainOn: actions.trainOn,
    });
    const learning = createLearningChart(chart, { charts });
    /** @type {unknown} */
    let learned = null;
    return {
      draw(state) {
        form.update(trainData(state));
        const curves = learningData(state);
        if (curves.source === learned) return;
        learned = curves.source;
        learning.update(curves);
      },
      redraw: () => learning.redraw(),
    };
  },
};
