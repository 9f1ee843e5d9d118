// @ts-check
/**
 * A layer's connections, a pixel each (inputs across, outputs down): there, just grown, just dropped. Blue and orange beside
 * grey stay apart for colour-blind eyes.
 */

import { pack, rgb } from '../../charts/colormap.js';
import { layOut } from '../../charts/heatmap-painter.js';
import { newElement, setAttribute } from '../../ui/dom.js';

/** Of what is not there, kept, grown and dropped. @type {Readonly<Record<'light' | 'dark', readonly string[]>>} */
export const CELL_COLOURS = Object.freeze({
  light: ['#f4f5f7', '#a3a9b4', '#0067b0', '#d55e00'],
  dark: ['#11151b', '#5b6472', '#56b4e9', '#f0a030'],
});

/** @typedef {{ rows: number, columns: number, cells: Uint8Array, theme: 'light' | 'dark', label: string }} SparseMapData */

/** @param {{ testid: string }} options */
export function createSparseMap({ testid }) {
  const canvas = newElement('canvas', { class: 'sparse-map', role: 'img', 'data-testid': testid });
  /** @type {SparseMapData | null} */
  let shown = null;
  return {
    element: canvas,
    /** @param {SparseMapData} next */
    update(next) {
      setAttribute(canvas, 'aria-label', next.label);
      if (shown?.cells === next.cells && shown.theme === next.theme) return;
      shown = next;
      const layout = layOut({ rows: next.rows, columns: next.columns, mode: 'matrix' });
      if (canvas.width !== layout.width) canvas.width = layout.width;
      if (canvas.height !== layout.height) canvas.height = layout.height;
      const image = new ImageData(layout.width, layout.height);
      const pixels = new Uint32Array(image.data.buffer);
      const colours = CELL_COLOURS[next.theme].map((hex) => pack(...rgb(hex)));
      next.cells.forEach((cell, index) => {
        for (let y = 0; y < layout.cell; y += 1) {
          const from = layout.at[index] + y * layout.width;
          pixels.fill(colours[cell], from, from + layout.cell);
        }
      });
      canvas.getContext('2d')?.putImageData(image, 0, 0);
    },
  };
}
