// @ts-check
/**
 * A small picture of an image of the data set: ink on the page's ground, in both themes.
 */

import { newElement } from './dom.js';

/** @param {{ width: number, height: number }} size */
export function createThumbnail({ width, height }) {
  const canvas = newElement('canvas', { width, height, 'aria-hidden': 'true' });
  const element = newElement('span', { class: 'thumbnail' });
  element.append(canvas);
  const context = canvas.getContext('2d');
  /** @type {Uint8Array | null} */
  let shown = null;

  return {
    element,
    /** Grey levels, row by row; null: nothing yet. The theme inverts it (style/on-demand.css). @param {Uint8Array | null} pixels */
    show(pixels) {
      if (pixels === shown || !context) return;
      shown = pixels;
      context.clearRect(0, 0, width, height);
      if (!pixels) return;
      const image = context.createImageData(width, height);
      for (let at = 0; at < pixels.length; at += 1) image.data[4 * at + 3] = pixels[at];
      context.putImageData(image, 0, 0);
    },
  };
}
