// @ts-check
/**
 * The features on the page: puts those of the first screen into their places, offers the others, and fetches one when
 * a person asks for it.
 */

/** @import { EntryFeature, Feature, LoadedFeature, Mounted, Panel, Parts, ShownFeature } from '../features/contract.js' */
/** @import { State, Workspace } from '../state/state.js' */
/** @import { EntryState } from './entries.js' */
import { find, setHidden } from '../ui/dom.js';
import { addStyleSheet } from '../ui/style-sheet.js';
import { createRest } from '../util/rest.js';
import { entriesOf, shownEntry } from './entries.js';
import { later } from './later.js';
import { createOffer } from './offers.js';
import { elementOf } from './workspaces.js';

/** What stands out of sight is drawn when the state rests, and now and then while it does not. */
const REST_MS = 150;
const EVERY_MS = 1000;

/** A feature on the page and where it stands; `tab` where it is a view of the evidence, `entry` where it is one of a list.
 * @typedef {{ mounted: Mounted, view: string | null, tab?: string | null, entry?: EntryFeature, atOnce: boolean }} Shown */

/** Rules that features share and the first screen does not need. */
const SHARED = new URL('../style/on-demand.css', import.meta.url);

/**
 * @param {readonly Feature[]} features
 * @param {Omit<Parts, 'open' | 'drawCharts'>} common
 */
export function createFeatures(features, common) {
  const { store, i18n } = common;
  /** @type {Parts} */
  const parts = { ...common, open, drawCharts };
  /** @type {Shown[]} */
  const all = [];
  /** @type {Map<string, () => Promise<Mounted | null>>} */
  const loaders = new Map();
  /** Those that draw charts; fetched without being shown. @type {(() => Promise<Mounted | null>)[]} */
  const charts = [];
  /** Views of the evidence, by their places. @type {Map<string, () => Promise<unknown>>} */
  const tabs = new Map();
  let chosenTab = '';
  const entries = entriesOf(features);
  let chosenEntry = '';
  /** Of the entries that are loaded. @type {Map<string, NonNullable<Panel['status']>>} */
  const statuses = new Map();
  /** Shows or hides offers. @type {((state: State) => void)[]} */
  const offers = [];
  /** @type {(() => void)[]} */
  const offerTexts = [];
  const rest = createRest({ restMs: REST_MS, everyMs: EVERY_MS }, () => {
    const state = store.get();
    for (const shown of all) if (!isInSight(shown, state)) shown.mounted.draw?.(state);
  });

  for (const feature of features) {
    if ('workspace' in feature) enter(feature);
    else if ('load' in feature) prepare(feature);
    else show(feature);
  }

  /** @param {string} id */
  function placeOf(id) {
    return find(`#${id}`, HTMLElement);
  }

  /** @param {ShownFeature} feature */
  function show({ places, tab, atOnce = false, mount }) {
    const elements = places.map(placeOf);
    all.push({ mounted: mount(parts, ...elements), view: viewOf(elements[0]), tab: tab ? places[0] : null, atOnce });
  }

  /** @param {LoadedFeature} feature */
  function prepare({ id, place, offer, tab, atOnce = false, charts: drawsCharts, load }) {
    const element = offer ? bodyOf(id) : placeOf(place);
    const mounted = later(async () => {
      const made = await fetched(element, await load());
      // A dialog, or the lesson, knows itself when it is shown.
      const view = offer || tab ? viewOf(placeOf(place)) : null;
      all.push({ mounted: made, view, tab: tab ? place : null, atOnce });
      return made;
    }, tellFault);
    if (tab) tabs.set(place, mounted);
    if (drawsCharts) charts.push(mounted);
    if (!offer) {
      loaders.set(id, mounted);
      return;
    }
    const { button, retext } = createOffer(id, offer, i18n.t, reveal);
    offerTexts.push(retext);
    placeOf(place).append(button);
    loaders.set(id, reveal);
    /** Puts it where its offer stands. */
    async function reveal() {
      button.disabled = true;
      const made = await mounted();
      button.disabled = false;
      if (!made || element.isConnected) return made;
      button.replaceWith(element);
      const { focus } = /** @type {NonNullable<LoadedFeature['offer']>} */ (offer);
      if (focus) /** @type {HTMLElement | null} */ (element.querySelector(focus))?.focus({ preventScroll: true });
      return made;
    }
    if (offer.when) {
      const { when } = offer;
      offers.push((state) => {
        if (!element.isConnected) setHidden(button, !when(state));
      });
    }
  }

  /** An entry of a list: fetched when it is first shown. @param {EntryFeature} entry */
  function enter(entry) {
    const { id, workspace, atOnce = false, charts: drawsCharts, load } = entry;
    const mounted = later(async () => {
      const element = bodyOf(id);
      const panel = await load();
      const made = await fetched(element, panel);
      placeOf(`${id}-question`).after(element);
      all.push({ mounted: made, view: workspace, entry, atOnce });
      if (panel.status) statuses.set(id, panel.status);
      return made;
    }, tellFault);
    if (drawsCharts) charts.push(mounted);
    loaders.set(id, mounted);
  }

  /** @param {string} id */
  function bodyOf(id) {
    const body = document.createElement('div');
    body.className = id;
    body.dataset.testid = `body-${id}`;
    return body;
  }

  /** Puts what was fetched into an element. @param {HTMLElement} element @param {Panel} panel */
  async function fetched(element, { mount, texts, style }) {
    i18n.add(texts);
    // Side by side, and the feature's own after those that are shared.
    await Promise.all([SHARED, ...(style ? [style] : [])].map(addStyleSheet));
    const made = await mount(element, parts);
    store.redraw();
    return made;
  }

  /** @param {unknown} error */
  function tellFault(error) {
    const message = String(/** @type {any} */ (error)?.message ?? error);
    store.dispatch({ type: 'notice', kind: 'error', key: 'error.load', params: { message } });
  }

  /** Has every chart drawn that the page has, whatever was opened. */
  async function drawCharts() {
    const made = await Promise.all(charts.map((chart) => chart()));
    for (const one of made) one?.draw?.(store.get());
  }

  /** Opens a feature, and goes to the workspace that it stands in. @param {string} id */
  async function open(id) {
    const feature = features.find((one) => one.id === id);
    if (feature && 'workspace' in feature) {
      const { workspace } = feature;
      store.dispatch({ type: 'page', page: { view: workspace, entries: { [workspace]: id } } });
    }
    const view = feature && 'place' in feature ? viewOf(placeOf(feature.place)) : null;
    if (view) store.dispatch({ type: 'page', page: { view: /** @type {Workspace} */ (view) } });
    const made = await loaders.get(id)?.();
    made?.open?.();
    if (view) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }

  /** The entry that is shown; empty in a workspace without a list. @param {State} state */
  function entryOf({ page }) {
    const workspace = entries.find((entry) => entry.workspace === elementOf(page))?.workspace;
    return workspace ? shownEntry(entries, workspace, page.entries) : '';
  }

  /** @param {Shown} shown @param {State} state */
  function isInSight({ view, tab = null, entry }, state) {
    const { page } = state;
    const here = view === null || view === elementOf(page);
    return here && (tab === null || tab === page.evidence) && (!entry || entry.id === entryOf(state));
  }

  return {
    open,
    /** What the slider moves. @param {State} state */
    drawAtOnce(state) {
      for (const shown of all) if (shown.atOnce && isInSight(shown, state)) shown.mounted.draw?.(state);
    },
    /** @param {State} state */
    drawBeside(state) {
      for (const shown of all) if (!shown.atOnce && isInSight(shown, state)) shown.mounted.draw?.(state);
      for (const show of offers) show(state);
      const { evidence } = state.page;
      // Once: what could not be fetched is tried again when the tab is chosen again.
      if (evidence !== chosenTab) tabs.get(evidence)?.();
      chosenTab = evidence;
      const entry = entryOf(state);
      if (entry !== chosenEntry) loaders.get(entry)?.();
      chosenEntry = entry;
      rest.touch();
    },
    /** What the list says of an entry. @param {EntryFeature} entry @returns {EntryState} */
    stateOf({ id, studies = [] }) {
      const state = store.get();
      const working = studies.find((study) => state.studies.jobs[study]);
      return {
        progress: working ? state.studies.jobs[working] : null,
        line: statuses.get(id)?.(state, i18n) ?? null,
      };
    },
    /** For another theme or language. */
    redraw() {
      for (const { mounted } of all) mounted.redraw?.();
    },
    retext() {
      for (const retext of offerTexts) retext();
      for (const { mounted } of all) mounted.retext?.();
    },
  };
}

/** The workspace that an element stands in; null for what belongs to all. @param {HTMLElement} element */
function viewOf(element) {
  return /** @type {HTMLElement | null} */ (element.closest('[data-view]'))?.dataset.view ?? null;
}
