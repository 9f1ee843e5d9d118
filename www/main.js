// @ts-check
/**
 * The page's composition root: makes the parts and joins them. The engine works in a worker; this side
 * shows and asks.
 */

/** @import { EngineClient } from './engine/engine-client.js' */
import { createActions } from './engine/actions.js';
import { createConductor } from './engine/conductor.js';
import { createEffects } from './engine/effects.js';
import { createEngineClient, startWorker } from './engine/engine-client.js';
import { createEnginePool, poolSize } from './engine/engine-pool.js';
import { createMoment } from './engine/moment.js';
import { createOpening } from './engine/opening.js';
import { faultNotice } from './engine/fault-notice.js';
import { createHandOver } from './engine/hand-over.js';
import { createStudies } from './engine/studies.js';
import { createSweep } from './engine/sweep.js';
import { createI18n } from './i18n/index.js';
import { createAddress } from './shell/address.js';
import { bootModule } from './shell/boot.js';
import { entriesOf } from './shell/entries.js';
import { evidenceViews } from './shell/evidence.js';
import { listenForFiles } from './shell/file-input.js';
import { labelPage } from './shell/labels.js';
import { createPage } from './shell/page.js';
import { FEATURES, TEXTS } from './shell/registry.js';
import { chartTheme, createTheme, initialLanguage, rememberLanguage } from './shell/settings.js';
import { createWarnings } from './shell/warnings.js';
import { experimentOf, ratioNow } from './state/select.js';
import { createStore } from './state/store.js';
import { find } from './ui/dom.js';
import { save } from './ui/save.js';

const i18n = await createI18n(initialLanguage(), TEXTS);
rememberLanguage(i18n.language());
const theme = createTheme(() => page?.repaint());
labelPage(i18n.t);

/** @type {ReturnType<typeof createPage> | null} */
let page = null;

main().catch((error) => {
  console.error(error);
  find('#no-start', HTMLElement).dataset.failed = '';
  const box = find('#boot-failure', HTMLElement);
  box.textContent = i18n.t('error.boot', { message: String(error?.message ?? error) });
  box.hidden = false;
});

async function main() {
  const { compiled, charts } = await bootModule();
  find('#no-start', HTMLElement).remove();
  const store = createStore({ frame: (draw) => requestAnimationFrame(draw) });
  /** @type {EngineClient} */
  let client;
  const actions = createActions({ store, client: () => client });
  // Its engines are started when there is work for them.
  const pool = createEnginePool({ size: poolSize(navigator), spawn: startWorker, module: compiled });
  const opening = createOpening({ store, client: () => client, actions, onData: pool.useData });
  const conductor = createConductor({ store, pool, handOver: createHandOver({ store, client: () => client }) });
  const studies = createStudies({ store, conductor, actions });
  const moment = createMoment({ store, client: () => client });
  const effects = createEffects({ client: () => client, dispatch: store.dispatch });
  const sweep = createSweep({
    getRatio: () => ratioNow(store.get()),
    slideTo: (ratio) => actions.slideTo(ratio),
    onChange: store.redraw,
  });
  const address = createAddress({
    get: store.get,
    forms: store.changedForms,
    names: {
      views: evidenceViews(FEATURES).map(({ place }) => place),
      entries: entriesOf(FEATURES),
      features: FEATURES.map(({ id }) => id),
    },
    onOpen: (hash) => opening.openHash(hash),
    onPage: (page) => store.dispatch({ type: 'page', page }),
    onForms: (forms) => store.dispatch({ type: 'formsLinked', forms }),
  });
  const linked = await address.begin();
  const warnings = createWarnings({ store, actions });
  store.follow((state, before) => effects.follow(state, before));
  store.follow((state, before) => warnings.follow(state, before));
  store.follow(address.follow);
  listenForFiles({ opening, onFault: (fault) => store.dispatch(faultNotice(fault)) });

  page = createPage(FEATURES, {
    store,
    actions,
    studies,
    moment,
    sweep,
    opening,
    client: () => client,
    i18n,
    charts: { module: charts, t: i18n.t, theme: chartTheme, pictures: new Map() },
    theme,
    save,
    address: address.href,
    tools: {
      onShare: () => share(address.href()),
      async onLanguage() {
        await i18n.setLanguage(i18n.language() === 'en' ? 'zh' : 'en');
        rememberLanguage(i18n.language());
        page?.retext();
      },
      onBack: warnings.back,
    },
  });
  store.drawWith(page.draw);
  store.redraw();

  /** Operations to do again after a crash. @type {ReturnType<typeof experimentOf>} */
  let lost = null;
  let restarted = false;
  client = createEngineClient({
    spawn: startWorker,
    module: compiled,
    onBoot() {
      store.dispatch({ type: 'booted' });
      if (restarted) opening.restore(lost?.ops ?? []);
      else opening.openHash(linked);
    },
    onEvent: store.dispatch,
    onFault: (fault) => store.dispatch(faultNotice(fault)),
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
