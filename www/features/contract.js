// @ts-check
/**
 * What a feature is, as the shell sees it: types only. README.md beside this file says it in words.
 */

/** @import { Charts } from '../charts/chart-surface.js' */
/** @import { Actions } from '../engine/actions.js' */
/** @import { EngineClient } from '../engine/engine-client.js' */
/** @import { MomentActions } from '../engine/moment.js' */
/** @import { Opening } from '../engine/opening.js' */
/** @import { StudyActions } from '../engine/studies.js' */
/** @import { Sweep } from '../engine/sweep.js' */
/** @import { I18n, Texts } from '../i18n/index.js' */
/** @import { State } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
/** @import { Save } from '../ui/save.js' */

/** What the shell hands to every feature. `address` is the link to the experiment as it stands; `open` opens a feature
 * by its id.
 * @typedef {{ store: Store, actions: Actions, studies: StudyActions, moment: MomentActions, sweep: Sweep, opening: Opening, client: () => EngineClient,
 *   i18n: I18n, charts: Charts, theme: { resolved: () => 'light' | 'dark' }, save: Save,
 *   address: () => string, open: (id: string) => Promise<void> }} Parts */

/** What a feature has put on the page. `draw` shows a state; `redraw` paints charts anew, for another theme or language;
 * `retext` words anew what `draw` does not; `open` shows what is opened again and again, a dialog for example.
 * @typedef {{ draw?: (state: State) => void, redraw?: () => void, retext?: () => void, open?: () => void }} Mounted */

/** On the page from the first. `places` are ids of the elements it is put into; `atOnce`: drawn in the frame of every
 * move of the slider; `tab`: it is a view of the evidence, and this text names its tab. The shell makes its place.
 * @typedef {{ id: string, places: readonly string[], atOnce?: boolean, tab?: string,
 *   mount: (parts: Parts, ...places: HTMLElement[]) => Mounted }} ShownFeature */

/** What stands at a feature's place until it is opened: a card of its own, a section of a panel, or only a button. The
 * others are keys of texts. `focus` selects what is focused then, `when` says whether there is anything to open.
 * @typedef {{ as: 'card' | 'section', title: string, lead: string, open: string, focus?: string } |
 *   { as: 'button', open: string, focus?: string, when?: (state: State) => boolean }} Offer */

/** Fetched when a person asks for it. `texts` are those of its offer; without an offer others open it, by its id, or the
 * `tab` of the evidence that it names.
 * @typedef {{ id: string, place: string, offer: Offer | null, atOnce?: boolean, tab?: string, texts?: Texts,
 *   load: () => Promise<Panel> }} LoadedFeature */

/** What is fetched.
 * @typedef {{ mount: (element: HTMLElement, parts: Parts) => Mounted | Promise<Mounted>, texts: Texts, style?: URL }} Panel */

/** @typedef {ShownFeature | LoadedFeature} Feature */

export {};
