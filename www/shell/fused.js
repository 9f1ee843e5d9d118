// @ts-check
/**
 * Whether this browser multiplies and adds with one rounding (relaxed SIMD on a processor that has the instruction).
 * Such a browser gets the faster module; its results differ from the plain one's in the last bits.
 */

// (func (export "f") (param f32 f32 f32) (result f32)
//   (f32x4.extract_lane 0 (f32x4.relaxed_madd (f32x4.splat p0) (f32x4.splat p1) (f32x4.splat p2))))
const PROBE = 'AGFzbQEAAAABCAFgA319fQF9AwIBAAcFAQFmAAAKFgEUACAA/RMgAf0TIAL9E/2FAv0fAAs=';

export function canFuse() {
  const bytes = Uint8Array.from(atob(PROBE), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return false;
  const { f } = /** @type {{ f: (a: number, b: number, c: number) => number }} */ (
    /** @type {unknown} */ (new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports)
  );
  // (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24: a product that is rounded to 24 bits first loses the last term.
  return f(1 + 2 ** -12, 1 + 2 ** -12, -1 - 2 ** -11) === 2 ** -24;
}
