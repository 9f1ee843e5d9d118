// @ts-check
/**
 * The page's composition root: makes the parts and joins them. The engine works in a worker; this side
 * shows and asks.
 */

/** @import { EngineClient } from './engine/engine-client.js' */
/** @import { WorkerEvent } from './protocol.js' */
import { createActions } from './engine/actions.js';
import { createEffects } from './engine/effects.js';
import { createEngineClient, startWorker } from './engine/engine-client.js';
import { createEnginePool, poolSize } from './engine/engine-pool.js';
import { createStudies } from './engine/studies.js';
import { createSweep } from './features/band/sweep.js';
import { createSchedules } from './features/schedules/index.js';
import { createI18n } from './i18n/index.js';
import { createAddress } from './shell/address.js';
import { bootModule } from './shell/boot.js';
import { createDataTools } from './shell/data-tools.js';
import { createExtras } from './shell/extras.js';
import { createLater } from './shell/later.js';
import { createOpening } from './shell/opening.js';
import { createPage } from './shell/page.js';
import { chartTheme, createTheme, initialLanguage, rememberLanguage } from './shell/settings.js';
import { createWarnings } from './shell/warnings.js';
import { experimentOf } from './state/select.js';
import { createStore } from './state/store.js';
import { find, h } from './ui/dom.js';

const i18n = await createI18n(initialLanguage());
rememberLanguage(i18n.language());
const theme = createTheme(() => {
  page?.repaint();
  schedules?.redraw();
});
i18n.localise(document);

/** @type {ReturnType<typeof createPage> | null} */
let page = null;
/** @type {ReturnType<typeof createSchedules> | null} */
let schedules = null;

main().catch((error) => {
  console.error(error);
  const box = find('#boot-failure', HTMLElement);
  box.textContent = i18n.t('error.boot', { message: String(error?.message ?? error) });
  box.hidden = false;
});

async function main() {
  const { compiled, charts } = await bootModule();
  const store = createStore({ frame: (draw) => requestAnimationFrame(draw) });
  /** @type {EngineClient} */
  let client;
  const actions = createActions({ store, client: () => client });
  // Its engines are started when there is work for them.
  const pool = createEnginePool({ size: poolSize(navigator), spawn: startWorker, module: compiled });
  const opening = createOpening({ store, client: () => client, actions, onData: pool.useData });
  const studies = createStudies({
    store,
    client: () => client,
    pool,
    actions,
    save: (name, text) => save(name, new TextEncoder().encode(text), 'text/csv'),
  });
  const effects = createEffects((command) => client.send(command));
  const sweep = createSweep({
    getRatio: () => store.get().ratio,
    slideTo: (ratio) => actions.slideTo(ratio),
    onChange: store.redraw,
  });
  const address = createAddress({ get: store.get, onOpen: (hash) => opening.openHash(hash) });
  const warnings = createWarnings({ store, actions });
  store.follow((state, before) => effects.follow(state, before));
  store.follow((state, before) => warnings.follow(state, before));
  store.follow(() => address.changed());

  const later = createLater({ store, i18n });
  const dataTools = createDataTools({ store, i18n, opening, later });
  const look = { module: charts, t: i18n.t, theme: chartTheme, pictures: new Map() };
  const extras = createExtras(find('#compare', HTMLElement), {
    store,
    actions,
    studies,
    client: () => client,
    i18n,
    charts: look,
    theme,
    save,
    address: address.href,
    onExport: openExports,
  });
  const exports = later(async () => {
    const { createExports } = await import('./features/exports/index.js');
    const { saveResults, saveChart } = extras;
    return createExports({
      store,
      client: () => client,
      i18n,
      pictures: look.pictures,
      save,
      saveResults,
      saveChart,
    });
  });
  /** @type {(() => void) | null} */
  let retellLesson = null;
  const lesson = later(async () => {
    const [{ createLesson }, { createTour }] = await Promise.all([
      import('./features/learn/view.js'),
      import('./features/learn/index.js'),
    ]);
    const { act } = createTour({ store, actions, sweep });
    const made = createLesson(find('#lesson', HTMLElement), { i18n, onAct: act, onClose: () => undefined });
    retellLesson = made.update;
    return made;
  });

  page = createPage({
    store,
    actions,
    studies,
    i18n,
    theme,
    sweep,
    charts: look,
    extras,
    onBeside: (state) => schedules?.draw(state),
    tools: {
      onData: dataTools.open,
      async onLesson() {
        (await lesson())?.toggle();
      },
      onExport: openExports,
      onShare: () => share(address.href()),
      async onLanguage() {
        await i18n.setLanguage(i18n.language() === 'en' ? 'zh' : 'en');
        rememberLanguage(i18n.language());
        retext();
      },
      onNotice(name) {
        if (name === 'data') dataTools.open();
        if (name === 'back') warnings.back();
      },
    },
  });
  i18n.onMore(retext);
  schedules = createSchedules({
    store,
    actions,
    client: () => client,
    pool,
    i18n,
    theme,
    charts: { module: charts, t: i18n.t, theme: chartTheme },
    save: (name, text) => save(name, new TextEncoder().encode(text), 'text/csv'),
  });
  i18n.localise(document);
  store.drawWith(page.draw);
  store.redraw();

  /** Operations to do again after a crash. @type {ReturnType<typeof experimentOf>} */
  let lost = null;
  let restarted = false;
  client = createEngineClient({
    spawn: startWorker,
    module: compiled,
    onEvent(event) {
      store.dispatch(event);
      if (event.type === 'booted') {
        if (restarted) opening.restore(lost?.ops ?? []);
        else opening.openHash(location.hash);
      }
    },
    onCrash(mayRestart, message) {
      lost = experimentOf(store.get()) ?? lost;
      restarted = true;
      effects.reset();
      store.dispatch({ type: mayRestart ? 'restarting' : 'bootFailed' });
      store.dispatch({
        type: 'notice',
        kind: 'error',
        key: mayRestart ? 'notice.restarted' : 'error.crashed',
        params: { message },
      });
    },
  });
  client.start();

  async function openExports() {
    (await exports())?.open();
  }

  /** Words have changed. */
  function retext() {
    retellLesson?.();
    page?.retext();
    schedules?.redraw();
  }

  /** @param {string} href */
  async function share(href) {
    try {
      await navigator.clipboard.writeText(href);
      store.dispatch({ type: 'notice', kind: 'success', key: 'notice.copied' });
    } catch {
      // No clipboard without https or leave: show the address for copying by hand.
      history.replaceState(null, '', href);
      store.dispatch({ type: 'notice', kind: 'info', key: 'notice.copyByHand', params: { href } });
    }
  }

  window.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === 'text';
    if (
      (event.ctrlKey || event.metaKey) &&
      !event.shiftKey &&
      event.key.toLowerCase() === 'z' &&
      !typing &&
      !(event.target instanceof HTMLTextAreaElement)
    ) {
      event.preventDefault();
      actions.undo();
    }
  });
}

/** @param {string} name @param {Uint8Array} bytes @param {string} type */
function save(name, bytes, type) {
  const url = URL.createObjectURL(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type }));
  const link = h('a', { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
