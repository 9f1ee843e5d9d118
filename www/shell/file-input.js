// @ts-check
/**
 * Files that are chosen or dropped on the page.
 */

/** @import { Opening } from '../engine/opening.js' */
import { find } from '../ui/dom.js';

/** @param {Opening} opening */
export function listenForFiles(opening) {
  const input = find('#file-input', HTMLInputElement);
  const curtain = find('#drop-curtain', HTMLElement);

  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length) opening.openFiles(files);
  });

  let depth = 0;
  /** @param {DragEvent} event */
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;
  window.addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    curtain.hidden = false;
  });
  window.addEventListener('dragleave', (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    curtain.hidden = depth === 0;
  });
  window.addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    curtain.hidden = true;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) opening.openFiles(files);
  });
}
