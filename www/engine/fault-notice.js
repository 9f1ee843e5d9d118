// @ts-check
/** What went wrong, as the message that the person sees: worded by its code. */

/** @param {{ code: string, params: Record<string, string | number>, message: string }} fault */
export function faultNotice({ code, params, message }) {
  return /** @type {const} */ ({
    type: 'notice',
    kind: 'error',
    key: `error.${code}`,
    params: { ...params, message },
  });
}
