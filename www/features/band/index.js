// @ts-check
/**
 * The band: accuracy against sparsity, the slider below it on the same axis, and what is measured at the slider.
 */

/** @import { ShownFeature } from '../contract.js' */
import { ratioAxis } from '../../util/ratio-axis.js';
import { createAccuracyChart } from './chart.js';
import { accuracyData, readingsData, sliderData } from './model.js';
import { createReadings, createSlider } from './view.js';

/** @type {ShownFeature} */
export const band = {
  id: 'band',
  places: ['band', 'slider', 'accuracy-chart', 'readings'],
  atOnce: true,
  mount({ store, actions, studies, sweep, i18n, charts }, place, slider, chart, readings) {
    const input = createSlider(slider, {
      i18n,
      onRatio: actions.setRatio,
      onSlide: actions.slideTo,
      onSweep: sweep.toggle,
      onZoom: () => store.dispatch({ type: 'page', page: { zoomed: !store.get().page.zoomed } }),
    });
    const accuracy = createAccuracyChart(chart, {
      charts,
      onRatio: actions.slideTo,
      onDot: (target) => ('run' in target ? actions.select(target.run) : studies.open(target.sweep, target.ratio)),
      onAxis(left, width) {
        place.style.setProperty('--axis-left', `${left}px`);
        place.style.setProperty('--axis-width', `${width}px`);
      },
    });
    const numbers = createReadings(readings, {
      i18n,
      onKind: (kind) => actions.setMethod({ shape: kind === 'groups' ? '2:4' : kind }),
    });
    return {
      draw(state) {
        const axis = ratioAxis(state.page.zoomed);
        input.update({ ...sliderData(state, i18n), axis, sweeping: sweep.playing() });
        numbers.update(readingsData(state));
        accuracy.update({ ...accuracyData(state, i18n), xMin: axis.from });
      },
      redraw: () => accuracy.redraw(),
    };
  },
};
