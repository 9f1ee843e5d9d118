// @ts-check
/**
 * The tile that is pointed at, large, beside it.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { LayerView } from '../../state/network.js' */
/** @import { Wall } from './geometry.js' */
import { createWeightPixels } from '../../charts/weight-pixels.js';
import { incoming } from '../../state/network.js';
import { newElement, setHidden } from '../../ui/dom.js';
import { tileRect } from './geometry.js';

/** The longer side, in CSS pixels, and the gap to the tile. */
const SIDE = 140;
const GAP = 12;

export function createMagnifier() {
  const canvas = newElement('canvas', { class: 'magnifier', 'aria-hidden': 'true', hidden: true });
  const painter = createWeightPixels(canvas);

  return {
    element: canvas,
    hide: () => setHidden(canvas, true),
    /** @param {{ wall: Wall, layer: LayerView, neuron: number, palette: Palette, width: number, height: number }} about  `width` and
     *   `height` of the stage */
    show({ wall, layer, neuron, palette, width, height }) {
      const { fieldWidth: imageWidth, fieldHeight: imageHeight } = wall;
      const weights = incoming(layer, neuron);
      const mask = Uint8Array.from(weights, (weight) => Number(weight !== 0));
      const shape = {
        mode: /** @type {const} */ ('fields'),
        rows: layer.rows,
        columns: 1,
        imageWidth,
        imageHeight,
        across: 1,
      };
      painter.update({ weights, mask, shape, palette });
      const unit = SIDE / Math.max(imageWidth, imageHeight);
      const [wide, high] = [imageWidth * unit, imageHeight * unit];
      const tile = tileRect(wall, neuron);
      const right = tile.left + tile.width + GAP;
      const left = right + wide > width ? tile.left - GAP - wide : right;
      const top = Math.min(height - high, Math.max(0, tile.top + (tile.height - high) / 2));
      canvas.style.width = `${wide}px`;
      canvas.style.height = `${high}px`;
      canvas.style.transform = `translate(${Math.max(0, left)}px, ${top}px)`;
      setHidden(canvas, false);
    },
  };
}
