// @ts-check
/**
 * Files that are chosen or dropped on the page.
 */

/** @import { Opening } from '../engine/opening.js' */
/** @import { Fault } from '../protocol.js' */
import { find } from '../ui/dom.js';

/** A file, by its path if it lies in a chosen folder. @param {File} file */
const named = (file) => ({ name: file.webkitRelativePath || file.name, blob: file });

/** @param {{ opening: Opening, onFault: (fault: Fault) => void }} parts */
export function listenForFiles({ opening, onFault }) {
  const input = find('#file-input', HTMLInputElement);
  const curtain = find('#drop-curtain', HTMLElement);

  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length) opening.openFiles(files.map(named));
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
    const { files = null, items = null } = event.dataTransfer ?? {};
    // Entries are there within the event only.
    const entries = [...(items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
    if (entries.some((entry) => entry.isDirectory)) openFolders(entries);
    else if (files?.length) opening.openFiles([...files].map(named));
  });

  /** @param {FileSystemEntry[]} entries */
  async function openFolders(entries) {
    const { filesOf } = await import('../engine/dropped-files.js');
    try {
      await opening.openFiles(await filesOf(entries));
    } catch (error) {
      const fault = /** @type {any} */ (error);
      if (!fault?.params) throw fault;
      onFault(fault);
    }
  }
}
