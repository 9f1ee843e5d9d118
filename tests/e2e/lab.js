// What every end-to-end test shares: the page by its hooks, and a watch over what it must never do.
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { KEYS, keysOf, showKeys, textsOf } from './texts.js';

/** @import { Locator, Page } from '@playwright/test' */
/** @import { Language } from '../../www/i18n/index.js' */
/** @import { Workspace } from '../../www/state/state.js' */

export { expect };

/**
 * How every feature is reached: its workspace if it has one, the hooks that are pressed in turn, and the one that is seen
 * then. All that tests know of the page's layout.
 * @satisfies {Record<string, readonly [Workspace | null, readonly string[], string]>}
 */
export const WAYS = /** @type {const} */ ({
  stage: ['explore', [], 'stage'],
  neuron: ['explore', ['wall-1'], 'neuron'],
  band: ['explore', [], 'ratio'],
  fate: ['explore', [], 'fate'],
  train: ['explore', ['tab-train'], 'panel-train'],
  score: ['explore', ['tab-score'], 'panel-score'],
  prune: ['explore', ['tab-prune'], 'panel-prune'],
  schedules: ['explore', ['tab-prune'], 'schedule-oneShot'],
  tune: ['explore', ['tab-tune'], 'panel-tune'],
  matrices: ['explore', ['tab-heatmaps'], 'section-heatmaps'],
  distribution: ['explore', ['tab-histogram'], 'section-histogram'],
  classes: ['explore', ['tab-classes'], 'section-classes'],
  images: ['explore', ['tab-images'], 'section-images'],
  'before-after': ['explore', ['tab-before-after'], 'section-before-after'],
  'by-hand': ['explore', ['tab-heatmaps', 'by-hand-open'], 'body-by-hand'],
  results: ['experiments', ['entry-results'], 'body-results'],
  choose: ['experiments', ['entry-choose'], 'body-choose'],
  'tune-many': ['experiments', ['entry-tune-many'], 'body-tune-many'],
  compare: ['experiments', ['entry-compare'], 'body-compare'],
  scan: ['experiments', ['entry-scan'], 'body-scan'],
  budget: ['experiments', ['entry-scan', 'budget-open'], 'body-budget'],
  trap: ['experiments', ['entry-trap'], 'body-trap'],
  lottery: ['experiments', ['entry-lottery'], 'body-lottery'],
  sparse: ['experiments', ['entry-sparse'], 'body-sparse'],
  distil: ['experiments', ['entry-distil'], 'body-distil'],
  pipeline: ['compress', ['entry-pipeline'], 'body-pipeline'],
  quantize: ['compress', ['entry-quantize'], 'body-quantize'],
  storage: ['compress', ['entry-storage'], 'body-storage'],
  pareto: ['experiments', ['entry-pareto'], 'body-pareto'],
  learn: ['learn', ['entry-back'], 'lesson-panel'],
  glossary: ['learn', ['lesson-glossary'], 'body-glossary'],
  runs: [null, ['runs-open'], 'section-runs'],
  data: [null, ['dataset'], 'data-dialog'],
  exports: [null, ['export'], 'export-dialog'],
});
/** @typedef {keyof typeof WAYS} FeatureId */

/** The page as a person and a test know it: by its `data-testid` hooks and their `data-value`. */
export class Lab {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.status = this.get('status');
    this.ratio = this.get('ratio');
    /** Of the list of runs, in their order. */
    this.runs = this.get('run');
    this.current = page.locator('[data-testid=run][aria-current]');
  }

  /** @param {string} hook */
  get(hook) {
    return this.page.getByTestId(hook);
  }

  /** A run of the list by its number on the screen. @param {number} number */
  run(number) {
    return this.page.locator(`[data-testid=run][data-node="${number - 1}"]`);
  }

  /** What the list says of a run: its operation, and its figures in full. @param {Locator} [run]  the current one */
  async told(run = this.current) {
    const [node, op, accuracy, sparsity] = await Promise.all(
      ['node', 'op', 'accuracy', 'sparsity'].map((name) => run.getAttribute(`data-${name}`)),
    );
    return { number: Number(node) + 1, op, accuracy: Number(accuracy), sparsity: Number(sparsity) };
  }

  /** What the list says of all runs. */
  async listed() {
    return Promise.all((await this.runs.all()).map((run) => this.told(run)));
  }

  /**
   * A message, by the key of its text.
   * @param {string} key  or what it begins with, before an asterisk
   * @param {string} [about]  what is filled in, a file's name for example
   */
  notice(key, about) {
    const match = key.endsWith('*') ? `^="${key.slice(0, -1)}"` : `="${key}"`;
    return this.page.locator(`[data-testid=notice][data-key${match}]${about ? `[data-value*="${about}"]` : ''}`);
  }

  /** One of a row of buttons, or an item of a list, by what it stands for. @param {string} hook @param {string | number} value */
  option(hook, value) {
    return this.get(hook).locator(`[value="${value}"]`);
  }

  /** A chart's numbers as its text alternative has them: the values of every row's cells. @param {string} hook */
  async table(hook) {
    const rows = this.get(`${hook}-table`).locator('tbody tr');
    return rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.dataset.value ?? null)),
    );
  }

  /** Left, top, width and height of a chart's plot in CSS pixels. @param {string} hook */
  async plot(hook) {
    return String(await this.get(hook).getAttribute('data-plot'))
      .split(' ')
      .map(Number);
  }

  /** Where a feature is once it is shown. @param {FeatureId} id */
  panel(id) {
    return this.get(WAYS[id][2]);
  }

  /** Shows a feature, by keyboard as far as there is something to press. @param {FeatureId} id */
  async show(id) {
    const [view, hooks] = WAYS[id];
    const panel = this.panel(id);
    if (view) await this.goToView(view);
    for (const hook of hooks) {
      if (hook.startsWith('entry-') && !(await panel.isVisible())) await this.toList();
      const way = this.get(hook);
      await expect(panel.or(way).filter({ visible: true })).not.toHaveCount(0);
      if (await panel.isVisible()) break;
      await expect(way).toBeEnabled();
      await way.press('Enter');
    }
    await expect(panel).toBeVisible();
    return panel;
  }

  /** Shows a workspace: by the bar, or on a phone by the dock. @param {Workspace} view */
  async goToView(view) {
    const shown = this.get('view');
    if ((await shown.getAttribute('data-value')) === view) return;
    const ways = this.get(`view-${view}`).or(this.get(view === 'explore' ? 'part-rail' : `part-${view}`));
    await ways.filter({ visible: true }).press('Enter');
    await expect(shown).toHaveAttribute('data-value', view);
  }

  /** On a phone the list of a workspace and its entry take turns: back to the list. */
  async toList() {
    const back = this.get('entry-back').filter({ visible: true });
    if (await back.count()) await back.press('Enter');
  }

  /** Presses one of the tools that stand beside every feature. @param {'undo' | 'share' | 'language' | 'theme'} tool */
  async use(tool) {
    await this.get(tool).click();
  }

  /** Unfolds all that is folded in a part of the page, and what is folded in that. @param {Locator} part */
  async unfold(part) {
    const folded = part.locator('details:not([open]) > summary').filter({ visible: true });
    while ((await folded.count()) > 0)
      await folded.evaluateAll((all) => all.forEach((one) => /** @type {HTMLElement} */ (one).click()));
  }

  /** Goes to a run of the list by its number on the screen. @param {number} number */
  async goTo(number) {
    await this.show('runs');
    await this.run(number).click();
    await this.page.keyboard.press('Escape');
    await this.reaches('ready');
  }

  /** The link to what the page shows. */
  hash() {
    return new URL(this.page.url()).hash;
  }

  /** Moves the focus by the Tab key until it is on an element. @param {string} selector */
  async tabTo(selector) {
    for (let press = 0; press < 200; press += 1) {
      if (await this.page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`${selector} is not reached by the Tab key`);
  }

  /** Leaves the page and opens a link. @param {string} hash */
  async reopen(hash) {
    await this.page.goto('about:blank');
    await this.open(hash);
  }

  /**
   * Opens the page, by default waits until it has trained and measured.
   * @param {string} [hash]
   * @param {{ state?: string, path?: string }} [options]
   */
  async open(hash = '', { state = 'ready', path = '/' } = {}) {
    await this.page.goto(path + hash);
    await this.reaches(state);
  }

  /** @param {string} state */
  async reaches(state) {
    await expect(this.status).toHaveAttribute('data-state', state);
  }

  /**
   * Does something that begins work and waits until the work has begun and, then, ended. Work that is over before a
   * busy machine has drawn a frame is known by the states behind it.
   * @param {'training' | 'finetuning' | 'loading'} work
   * @param {() => Promise<unknown>} action
   */
  async through(work, action) {
    const seen = () => this.page.evaluate(() => /** @type {any} */ (window).statesSeen);
    const before = (await seen()).length;
    await action();
    await expect
      .poll(async () => {
        const since = (await seen()).slice(before);
        return since.includes(work) || (since.length > 1 && since.at(-1) === 'ready');
      })
      .toBe(true);
    await this.reaches('ready');
  }

  /** What was wanted until now is drawn. */
  async drawn() {
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  }

  /** The full value behind a number on the screen, once it is measured. @param {string} hook */
  async value(hook) {
    await expect(this.get(hook)).toHaveAttribute('data-value', /./);
    return Number(await this.get(hook).getAttribute('data-value'));
  }

  /** Sets the slider and waits for what follows from it. @param {number} percent */
  async prune(percent) {
    await this.show('band');
    await this.ratio.fill(String(percent));
    await expect.poll(() => this.value('sparsity')).toBeCloseTo(percent / 100, 4);
    return this.value('accuracy-pruned');
  }

  /** Trains a new network with the settings that there are. @param {string} [seed] */
  async train(seed) {
    await this.show('train');
    if (seed !== undefined) await this.get('seed').fill(seed);
    await this.through('training', () => this.get('train').click());
    return this.value('accuracy-dense');
  }

  /** @param {'keep' | 'forget'} mask */
  async fineTune(mask = 'keep') {
    await this.show('tune');
    await this.get(`mask-${mask}`).check();
    await this.through('finetuning', () => this.get('finetune').click());
    return this.value('accuracy-finetuned');
  }

  /** Of all weights, the share that is gone from the network after fine-tuning. */
  async tunedSparsity() {
    await this.show('before-after');
    return 1 - (await this.value('table-weights-tuned')) / (await this.value('table-weights-dense'));
  }

  /** Does something that saves a file: the file, as the page's file input takes one. @param {() => Promise<unknown>} action */
  async saved(action) {
    const waiting = this.page.waitForEvent('download');
    await action();
    const download = await waiting;
    return { name: download.suggestedFilename(), buffer: readFileSync(await download.path()), mimeType: '' };
  }

  /** The current run's network as a file. */
  async savedNetwork() {
    await this.show('exports');
    await this.get('export-which-current').check();
    await expect(this.get('export-file-compact')).toBeEnabled();
    const file = await this.saved(() => this.get('export-file-compact').click());
    await this.page.keyboard.press('Escape');
    return file;
  }

  /** The table that a button saves: its first line, and the cells of the others. @param {string} hook */
  async savedCsv(hook) {
    const { buffer } = await this.saved(() => this.get(hook).click());
    const [head, ...lines] = buffer.toString().trimEnd().split('\n');
    return { head, rows: lines.map((line) => line.split(',')) };
  }

  /**
   * An element has the text of a key in a language, whatever is filled in. For tests of the choice of language only: all
   * others look at test ids and values, so that texts can be rewritten.
   * @param {Locator} element
   * @param {Language} language
   * @param {string} key
   */
  async says(element, language, key) {
    const text = KEYS ? keysOf({ [key]: '' }) : await textsOf(language);
    const parts = text[key].split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    // eslint-disable-next-line no-restricted-syntax -- compares with the table of texts itself
    await expect(element).toContainText(new RegExp(parts.join('.*')));
  }

  /** What axe finds wrong with the page or with a feature: nothing. @param {FeatureId} [id] */
  async isAccessible(id) {
    // All in the page itself, as it holds no frames: the other mode opens a second page and takes three times as long.
    const axe = new AxeBuilder({ page: this.page }).setLegacyMode(true);
    const { violations } = await (id ? axe.include(`[data-testid="${WAYS[id][2]}"]`) : axe).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  }

  /** A colour of the theme by its name in the style sheet: red, green and blue. @param {string} name */
  async colour(name) {
    const value = await this.page.evaluate(
      (property) => getComputedStyle(document.documentElement).getPropertyValue(property).trim(),
      name,
    );
    return [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16));
  }

  /** The page, or a part of it, does not scroll sideways. How wide keys are says nothing of words. @param {Locator} [part] */
  async fitsAcross(part = this.page.locator('html')) {
    if (KEYS) return;
    const [inside, seen] = await part.evaluate((element) => [element.scrollWidth, element.clientWidth]);
    expect(inside).toBeLessThanOrEqual(seen);
  }

  /** All measured numbers, as the text of their exact values. */
  async numbers() {
    const hooks = ['accuracy-dense', 'accuracy-pruned', 'accuracy-finetuned', 'sparsity', 'ratio'];
    /** @type {Record<string, string | null>} */
    const numbers = {};
    for (const hook of hooks) numbers[hook] = await this.get(hook).getAttribute('data-value');
    return numbers;
  }
}

/**
 * `lab` comes with a watch: a test fails when the page logs an error, breaks its content security policy
 * or asks another server for anything.
 * @type {ReturnType<typeof base.extend<{ lab: Lab }>>}
 */
export const test = base.extend({
  lab: async ({ page, baseURL }, use) => {
    /** @type {string[]} */
    const faults = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== new URL(baseURL ?? '').origin) {
        faults.push(`request to ${url.href}`);
      }
    });
    if (KEYS) await showKeys(page.context());
    await page.addInitScript(() => {
      /** @type {string[]} */
      const seen = [];
      Object.assign(window, { statesSeen: seen });
      new MutationObserver(() => {
        const state = document.querySelector('[data-testid=status]')?.getAttribute('data-state');
        if (state && state !== seen.at(-1)) seen.push(state);
      }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
    });
    await use(new Lab(page));
    expect(faults, 'what the page must never do').toEqual([]);
  },
});

/** An experiment that is trained in a moment. */
export const QUICK =
  '#data=digits,3000,1000,5&ops=init(64;1)~train(adam,0.002;64;4)&prune=magnitude,layer,exact&at=0.5';

/** An experiment that trains long enough to be interrupted. */
export const LONG =
  '#data=digits,6000,1000,1&ops=init(64;7)~train(adam,0.001;64;500)&prune=magnitude,layer,exact&at=0.5';
