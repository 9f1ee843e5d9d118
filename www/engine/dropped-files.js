// @ts-check
/** Files in folders that were dropped on the page. Loaded with the first such folder. */

/** @import { DataFile, Fault } from '../protocol.js' */
import { MOST } from './chosen-files.js';

/**
 * All files of dropped entries, each by its path; rejected with a fault that names what cannot be read.
 * @param {readonly FileSystemEntry[]} entries
 * @returns {Promise<DataFile[]>}
 */
export async function filesOf(entries) {
  /** @type {DataFile[]} */
  const files = [];
  const left = [...entries].reverse();
  for (let entry = left.pop(); entry; entry = left.pop()) {
    const found = entry;
    try {
      if (isFile(found)) {
        const blob = await new Promise((resolve, reject) => found.file(resolve, reject));
        files.push({ name: found.fullPath.replace(/^\//, ''), blob });
      } else if (isFolder(found)) left.push(...(await inside(found)).reverse());
    } catch (error) {
      const message = String(/** @type {any} */ (error)?.message ?? error);
      /** @type {Fault} */
      const fault = { code: 'unreadable', params: { file: found.name }, message };
      throw fault;
    }
    // Told where it is counted.
    if (files.length > MOST) return files;
  }
  return files;
}

/** @param {FileSystemEntry} entry @returns {entry is FileSystemFileEntry} */
const isFile = (entry) => entry.isFile;
/** @param {FileSystemEntry} entry @returns {entry is FileSystemDirectoryEntry} */
const isFolder = (entry) => entry.isDirectory;

/** Comes about a hundred at a time. @param {FileSystemDirectoryEntry} folder @returns {Promise<FileSystemEntry[]>} */
async function inside(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...some);
  }
}
