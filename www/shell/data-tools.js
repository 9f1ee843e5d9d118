// @ts-check
/**
 * The file chooser, files dropped on the page, and the data dialog when it is asked for.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Store } from '../state/store.js' */
/** @import { Later } from './later.js' */
/** @import { createOpening } from './opening.js' */
import { find } from '../ui/dom.js';

/** @param {{ store: Store, i18n: I18n, opening: ReturnType<typeof createOpening>, later: Later }} parts */
export function createDataTools({ store, i18n, opening, later }) {
  const input = find('#file-input', HTMLInputElement);
  const curtain = find('#drop-curtain', HTMLElement);
  const dialog = later(async () => {
    const { createDataChoice } = await import('../features/data/index.js');
    return createDataChoice({ store, i18n, opening, onChooseFiles: () => input.click() });
  });

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

  return {
    async open() {
      (await dialog())?.open();
    },
  };
}
