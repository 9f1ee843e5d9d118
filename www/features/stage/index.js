// @ts-check
/**
 * The stage: an image that goes through the network.
 */

/** @import { ShownFeature } from '../contract.js' */
import { paletteFor } from '../../charts/colormap.js';
import { imageNow, momentOf } from '../../state/moment.js';
import { slice, stageData, stepFrom, wrongFirst } from './model.js';
import { sampleStrokes } from './samples.js';
import { createStageView } from './view.js';

/** Of the tiles: what is pruned is not painted. @type {Map<'light' | 'dark', ReturnType<typeof paletteFor>>} */
const palettes = new Map();

/** @param {'light' | 'dark'} theme */
function tilesPalette(theme) {
  const known = palettes.get(theme) ?? { ...paletteFor(theme), hatch: /** @type {const} */ ([0, 0]) };
  palettes.set(theme, known);
  return known;
}

/** The golden section of all images: one after another they are far from each other, and all are visited. */
const SHUFFLE = 0.6180339887;

/** @type {ShownFeature} */
export const stage = {
  id: 'stage',
  places: ['stage'],
  atOnce: true,
  mount({ store, moment, i18n, charts, theme, open }, element) {
    const own = store.slice(slice);
    const count = () => store.get().data.info?.test ?? 1;

    /** @param {number} steps */
    function step(steps) {
      const index = imageNow(store.get());
      moment.show(stepFrom(index, steps, count(), own.get().wrongFirst ? wrongFirst(store.get()) : null));
    }

    /** Whether the first misclassified image is to be shown, as soon as it is known which that is. */
    let awaited = false;

    function goToWrong() {
      const order = awaited ? wrongFirst(store.get()) : null;
      if (!order) return;
      awaited = false;
      moment.show(order[0]);
    }
    store.follow(goToWrong);

    const view = createStageView(element, {
      i18n,
      colours() {
        const { background, text, grid, removed, positive, negative, curve } = charts.theme();
        return { background, text, grid, removed, positive, negative, accent: curve };
      },
      onDraw: moment.draw,
      onStep: step,
      onShuffle() {
        const index = imageNow(store.get());
        moment.show((index + Math.max(1, Math.round(count() * SHUFFLE))) % count());
      },
      onClear: () => moment.draw([]),
      onSample: (digit) => moment.draw(sampleStrokes(digit)),
      onWrongFirst(wanted) {
        own.found({ wrongFirst: wanted });
        awaited = wanted;
        if (wanted) moment.want();
        goToWrong();
      },
      onNetwork(which) {
        if (which !== 'dense') store.dispatch({ type: 'heat', heat: which === 'tuned' ? 'node' : 'slider' });
        moment.choose(which === 'dense');
      },
      onHold: moment.hold,
      onNeuron(neuron) {
        const isOpen = momentOf(store.get()).neuron !== null;
        moment.point(neuron);
        if (neuron && !isOpen) open('neuron');
      },
    });
    listen(moment.hold);

    return {
      draw(state) {
        const data = stageData(state);
        if (data) view.update({ data, palette: tilesPalette(theme.resolved()), wrongFirst: own.get().wrongFirst });
      },
      redraw: view.redraw,
    };
  },
};

/** For as long as the key D is held, where nothing is typed, the dense network is on the stage. @param {(held: boolean) => void} onHold */
function listen(onHold) {
  window.addEventListener('keydown', (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const typing =
      target instanceof HTMLElement &&
      target.matches('input:not([type=range], [type=checkbox], [type=radio]), textarea, select');
    if (key.toLowerCase() === 'd' && !typing && !ctrlKey && !metaKey && !altKey) onHold(true);
  });
  window.addEventListener('keyup', ({ key }) => {
    if (key.toLowerCase() === 'd') onHold(false);
  });
  window.addEventListener('blur', () => onHold(false));
}
