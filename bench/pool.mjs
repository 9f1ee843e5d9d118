// Independent work on several engines against the same work on one.
import { existsSync } from 'node:fs';
import { SITE } from './site.mjs';

export async function measure() {
  if (!existsSync(`${SITE}/www/engine-pool.js`)) {
    return { keys: { pool_speedup: null }, text: '### Workers\n\nThis version has one engine only.' };
  }
  throw new Error('www/engine-pool.js is there, and bench/pool.mjs does not know it yet');
}
