// @ts-check
/**
 * Which tab a key leads to. Pure.
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
