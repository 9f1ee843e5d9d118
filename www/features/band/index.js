// @ts-check
/**
 * The slider and, below it, accuracy against sparsity.
 */

/** @import { ShownFeature } from '../contract.js' */
import { createAccuracyChart } from './chart.js';
import { accuracyData, sliderData } from './model.js';
import { createSlider } from './view.js';

/** @type {ShownFeature} */
export const band = {
  id: 'band',
  places: ['slider', 'accuracy-chart'],
  atOnce: true,
  mount({ actions, studies, sweep, i18n, charts }, slider, chart) {
    const input = createSlider(slider, {
      i18n,
      onRatio: actions.setRatio,
      onSlide: actions.slideTo,
      onSweep: sweep.toggle,
    });
    const accuracy = createAccuracyChart(chart, {
      charts,
      onRatio: actions.slideTo,
      onDot: (target) => ('run' in target ? actions.select(target.run) : studies.open(target.sweep, target.ratio)),
    });
    return {
      draw(state) {
        input.update({ ...sliderData(state, i18n), sweeping: sweep.playing() });
        accuracy.update(accuracyData(state, i18n));
      },
      redraw: () => accuracy.redraw(),
    };
  },
};
