// Runs every check and adds up what they counted. Called by scripts/test, after the set-up.
// All steps run even when one fails; the last line is "N passed, N failed" over all of them, where a
// step that counts nothing itself (a linter, say) counts as one. Two rows of steps run beside each other, as linking
// keeps one core busy only; what a step prints is shown when it ends. Steps in a browser that pages share come last.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { engines, webdriverJson } from './browser.mjs';

/** `named`: the tests that failed, or passed only when they were tried again.
 * @typedef {{ passed: number, failed: number, skipped: number, named?: string[] }} Counts */
/** `row`: the compiler's two targets have a row each, so that neither waits for the other's lock; steps of no row come last.
 * `missing`: what the step needs and the machine does not have; it is skipped then.
 * @typedef {{ name: string, kind: 'lint' | 'test', row?: 'web' | 'native', command: string[], env?: NodeJS.ProcessEnv,
 *             count?: (output: string) => Counts, missing?: string }} Step */

const stepLimitMinutes = 20;
const webTests = readdirSync('tests')
  .filter((file) => /^web_\w+\.rs$/.test(file))
  .flatMap((file) => ['--test', file.slice(0, -3)]);

/** @type {Step[]} */
const steps = [
  // First in its row, as the type check reads the built module's declarations and units read the page's files.
  { name: 'build', kind: 'lint', row: 'web', command: ['make', '--no-print-directory', 'build'] },
  { name: 'rustfmt', kind: 'lint', row: 'native', command: ['cargo', 'fmt', '--all', '--check'] },
  {
    name: 'clippy',
    kind: 'lint',
    row: 'native',
    command: ['cargo', 'clippy', '--workspace', '--all-targets', '--', '-D', 'warnings'],
  },
  {
    name: 'clippy for wasm',
    kind: 'lint',
    row: 'web',
    command: [
      'cargo',
      'clippy',
      '--workspace',
      '--target',
      'wasm32-unknown-unknown',
      '--lib',
      ...webTests,
      '--',
      '-D',
      'warnings',
    ],
  },
  {
    name: 'rustdoc',
    kind: 'lint',
    row: 'native',
    command: ['cargo', 'doc', '--workspace', '--no-deps', '--document-private-items'],
    env: { RUSTDOCFLAGS: '-D warnings' },
  },
  { name: 'format of JS, CSS', kind: 'lint', row: 'native', command: ['prettier', '--check', '.'] },
  { name: 'eslint', kind: 'lint', row: 'native', command: ['eslint', '--max-warnings', '0', '.'] },
  { name: 'HTML', kind: 'lint', row: 'native', command: ['html-validate', 'index.html'] },
  { name: 'types', kind: 'lint', row: 'web', command: ['tsc', '--noEmit', '--pretty', 'false'] },
  {
    name: 'native',
    kind: 'test',
    row: 'native',
    command: ['cargo', 'test', '--workspace', '--no-fail-fast'],
    count: countRust,
  },
  ...engines.map(wasmTests),
  {
    name: 'JS units',
    kind: 'test',
    row: 'web',
    command: ['node', '--test', '--test-reporter=spec', 'tests/js/'],
    count: countNode,
  },
  { name: 'end to end', kind: 'test', command: ['playwright', 'test'], count: countPlaywright },
];

const wanted = process.argv[2] === 'lint' ? 'lint' : null;
const env = { ...process.env, ...mnistEnvironment() };
/** @type {(Counts & { name: string, seconds: number })[]} */
const results = [];
/** Ends what is running. @type {Set<() => void>} */
const endings = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const end of endings) end();
    process.exit(130);
  });
}
const asked = steps.filter(({ kind }) => !wanted || kind === wanted);
await Promise.all([
  inTurn(asked.filter(({ row }) => row === 'web')),
  inTurn(asked.filter(({ row }) => row === 'native')),
]);
await inTurn(asked.filter(({ row }) => !row));
finish();

/** @param {Step[]} row */
async function inTurn(row) {
  for (const step of row) results.push(await run(step));
}

/**
 * The tests of the module in one engine. Each is a step of its own, as their drivers refuse each other's capabilities;
 * all run what the first has compiled.
 * @param {typeof engines[number]} engine
 * @returns {Step}
 */
function wasmTests(engine) {
  const { name, options, browser, driver, within } = engine;
  const wasmPack = ['wasm-pack', 'test', '--mode', 'no-install', '--headless', ...options];
  return {
    name: `wasm in ${name}`,
    kind: 'test',
    row: 'web',
    command: [...within, ...wasmPack, driver ?? '', '.', ...webTests],
    env: {
      // Whatever is asked for, the runner takes the first driver that the environment names.
      CHROMEDRIVER: undefined,
      GECKODRIVER: undefined,
      WASM_BINDGEN_TEST_TIMEOUT: '300',
      WASM_BINDGEN_TEST_WEBDRIVER_JSON: webdriverJson(engine),
    },
    // A driver of another engine would pass as well.
    count: (output) =>
      new RegExp(`headless tests in ${options[0].slice(2)}`, 'i').test(output)
        ? countRust(output)
        : { passed: 0, failed: 1, skipped: 0 },
    missing: !browser ? name : !driver ? `the driver of ${name}` : undefined,
  };
}

/** @param {Step} step */
async function run({ name, row, command, env: extra, count, missing }) {
  if (missing) {
    console.log(`\n=== ${name}: skipped, as this machine does not have ${missing}`);
    return { name, seconds: 0, passed: 0, failed: 0, skipped: 1 };
  }
  const title = `\n=== ${name}: ${command.join(' ')}`;
  if (!row) console.log(title);
  const started = performance.now();
  const { ok, output } = await execute(command, { ...env, ...extra }, !row);
  if (row) console.log(`${title}\n${output}`);
  const counts = count ? count(output) : { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  // A step that died, or that ran no test at all, must not look like a success.
  if (counts.failed === 0 && (!ok || counts.passed === 0)) counts.failed = 1;
  const seconds = (performance.now() - started) / 1000;
  console.log(`=== ${name}: ${words(counts)} in ${seconds.toFixed(1)} s`);
  return { name, seconds, ...counts };
}

/**
 * Runs a command in a process group of its own, so that its browsers end with it.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} environment
 * @param {boolean} live  whether what it prints is shown at once
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function execute([program, ...args], environment, live) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        if (live) process.stdout.write(text);
      });
    }
    const endGroup = () => {
      if (child.pid) process.kill(-child.pid, 'SIGTERM');
    };
    endings.add(endGroup);
    const limit = setTimeout(() => {
      console.log(`${program} was ended after ${stepLimitMinutes} minutes`);
      endGroup();
    }, stepLimitMinutes * 60_000);
    /** @param {boolean} ok */
    const done = (ok) => {
      clearTimeout(limit);
      endings.delete(endGroup);
      resolve({ ok, output });
    };
    child.on('error', (error) => {
      console.log(String(error));
      done(false);
    });
    child.on('close', (code) => done(code === 0));
  });
}

/** With all four files there, the tests on MNIST fail instead of passing unrun. */
function mnistEnvironment() {
  const files = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'];
  const complete = files.every(
    (file) => existsSync(`data/mnist/${file}-ubyte.gz`) || existsSync(`data/mnist/${file}-ubyte`),
  );
  if (complete) return { PRUNELAB_REQUIRE_MNIST: '1' };
  console.log('data/mnist is not there or not complete: the tests on MNIST are skipped');
  return {};
}

/** @param {string} output @returns {Counts} */
function countRust(output) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const match of output.matchAll(/^test result: .*?(\d+) passed; (\d+) failed; (\d+) ignored/gm)) {
    counts.passed += Number(match[1]);
    counts.failed += Number(match[2]);
    counts.skipped += Number(match[3]);
  }
  return counts;
}

/** @param {string} output @returns {Counts} */
function countNode(output) {
  /** @param {string} key */
  const read = (key) => Number(new RegExp(`^. ${key} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return { passed: read('pass'), failed: read('fail') + read('cancelled'), skipped: read('skipped') };
}

/** @param {string} output @returns {Counts} */
function countPlaywright(output) {
  /** @param {string} key */
  const read = (key) => Number(new RegExp(`^ +(\\d+) ${key}\\b`, 'm').exec(output)?.[1] ?? 0);
  return {
    passed: read('passed') + read('flaky'),
    failed: read('failed') + read('interrupted') + read('did not run'),
    skipped: read('skipped'),
    // Below these two headings of its last lines.
    named: [...output.matchAll(/^ +\d+ (failed|flaky)\n((?: {4}\[.*\n)+)/gm)].flatMap(([, what, list]) =>
      list
        .trimEnd()
        .split('\n')
        .map((line) => `${what}: ${line.trim()}`),
    ),
  };
}

/** @param {Counts} counts */
function words({ passed, failed, skipped }) {
  return `${failed ? 'FAILED' : 'ok'} (${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''})`;
}

function finish() {
  console.log('\n=== summary');
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) {
    sum.passed += result.passed;
    sum.failed += result.failed;
    sum.skipped += result.skipped;
    console.log(`${result.name.padEnd(20)} ${result.seconds.toFixed(1).padStart(6)} s  ${words(result)}`);
    for (const line of result.named ?? []) console.log(`  ${line}`);
  }
  if (sum.skipped) console.log(`${sum.skipped} skipped; their reasons are above`);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed ? 1 : 0;
}
