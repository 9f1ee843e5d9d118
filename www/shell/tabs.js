// @ts-check
/**
 * Tabs by keyboard: which one a key leads to, and going there.
 */

/**
 * @param {string} key
 * @param {number} index  of the tab that has the focus
 * @param {number} count
 * @returns {number | null} null for keys that lead nowhere
 */
export function towards(key, index, count) {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (index + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (index + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/**
 * Goes to the tab that a key leads to, and gives it the focus.
 * @template {string} N
 * @param {KeyboardEvent} event
 * @param {number} index  of the tab that has the focus
 * @param {readonly N[]} names  of all; that of a tab is in its element's id
 * @param {(name: N) => void} choose
 */
export function moveTab(event, index, names, choose) {
  const to = towards(event.key, index, names.length);
  if (to === null) return;
  event.preventDefault();
  choose(names[to]);
  document.getElementById(`tab-${names[to]}`)?.focus();
}
