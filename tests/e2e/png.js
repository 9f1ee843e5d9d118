// Reads the PNG files that Playwright's screenshots are: 8 bits a channel, RGB or RGBA, not interlaced.
import { inflateSync } from 'node:zlib';

/** @typedef {{ width: number, height: number, channels: number, data: Uint8Array }} Picture */

/** @param {Buffer} png @returns {Picture} */
export function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png[25]];
  if (png[24] !== 8 || !channels || png[28] !== 0) throw new Error('not the kind of PNG that a screenshot is');
  const parts = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const data = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const left = x < channels ? 0 : data[y * stride + x - channels];
      const up = y === 0 ? 0 : data[(y - 1) * stride + x];
      const corner = x < channels || y === 0 ? 0 : data[(y - 1) * stride + x - channels];
      data[y * stride + x] = raw[y * (stride + 1) + 1 + x] + predict(filter, left, up, corner);
    }
  }
  return { width, height, channels, data };
}

/** PNG's five filters. @param {number} filter @param {number} left @param {number} up @param {number} corner */
function predict(filter, left, up, corner) {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** The share of pixels that differ visibly. @param {Picture} one @param {Picture} other */
export function difference(one, other) {
  if (one.width !== other.width || one.height !== other.height) throw new Error('pictures of different sizes');
  let differing = 0;
  const pixels = one.width * one.height;
  for (let i = 0; i < pixels; i += 1) {
    let most = 0;
    for (let channel = 0; channel < 3; channel += 1) {
      most = Math.max(most, Math.abs(one.data[i * one.channels + channel] - other.data[i * other.channels + channel]));
    }
    if (most > 8) differing += 1;
  }
  return differing / pixels;
}

/** How many different colours there are. @param {Picture} picture */
export function colours({ width, height, channels, data }) {
  const seen = new Set();
  for (let i = 0; i < width * height; i += 1) {
    seen.add((data[i * channels] << 16) | (data[i * channels + 1] << 8) | data[i * channels + 2]);
  }
  return seen.size;
}
