// The module as the page has it, for tests of what asks it; lab.js brings it, too.
import { readFileSync } from 'node:fs';
import { initSync } from '../../www/pkg/prunelab.js';

initSync({ module: readFileSync(new URL('../../www/pkg/prunelab_bg.wasm', import.meta.url)) });
