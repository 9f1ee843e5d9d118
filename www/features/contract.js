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
/** @import { EntryWorkspace, State } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
/** @import { StudyKind } from '../state/studies.js' */
/** @import { Save } from '../ui/save.js' */

/** What the shell hands to every feature. `address` is the link to the experiment as it stands; `open` opens a feature
 * by its id; `drawCharts` has every chart drawn, of features that were not opened, too.
 * @typedef {{ store: Store, actions: Actions, studies: StudyActions, moment: MomentActions, sweep: Sweep, opening: Opening, client: () => EngineClient,
 *   i18n: I18n, charts: Charts, theme: { resolved: () => 'light' | 'dark' }, save: Save,
 *   address: () => string, open: (id: string) => Promise<void>, drawCharts: () => Promise<void> }} Parts */

/** What a feature has put on the page. `draw` shows a state; `redraw` paints charts anew, for another theme or language;
 * `retext` words anew what `draw` does not; `open` shows what is opened again and again, a dialog for example.
 * @typedef {{ draw?: (state: State) => void, redraw?: () => void, retext?: () => void, open?: () => void }} Mounted */

/** On the page from the first. `places` are ids of the elements it is put into; `atOnce`: drawn in the frame of every
 * move of the slider; `tab`: it is a view of the evidence, and this text names its tab. The shell makes its place.
 * @typedef {{ id: string, places: readonly string[], atOnce?: boolean, tab?: string,
 *   mount: (parts: Parts, ...places: HTMLElement[]) => Mounted }} ShownFeature */

/** The button that stands at a feature's place until it is opened; `open` is the key of its text. `focus` selects what is
 * focused then, `when` says whether there is anything to open.
 * @typedef {{ open: string, focus?: string, when?: (state: State) => boolean }} Offer */

/** Fetched when a person asks for it. `texts` are those of its offer; without an offer others open it, by its id, or the
 * `tab` of the evidence that it names. `charts`: it has charts that can be saved.
 * @typedef {{ id: string, place: string, offer: Offer | null, atOnce?: boolean, tab?: string, charts?: boolean, texts?: Texts,
 *   load: () => Promise<Panel> }} LoadedFeature */

/** An entry in the list of a workspace: a question with an address of its own, fetched when it is first shown. `texts` has
 * `<id>.question`, its heading and its name in the list. `studies` are the background work it conducts: the list and the bar
 * show how far they are, and until there is a result the list says that it was not run.
 * @typedef {{ id: string, workspace: EntryWorkspace, studies?: readonly StudyKind[], atOnce?: boolean, charts?: boolean, texts: Texts,
 *   load: () => Promise<Panel> }} EntryFeature */

/** What is fetched. `status`, of an entry, is pure: a line of what came out, for the list; null while nothing has.
 * @typedef {{ mount: (element: HTMLElement, parts: Parts) => Mounted | Promise<Mounted>, texts: Texts, style?: URL,
 *   status?: (state: State, i18n: I18n) => string | null }} Panel */

/** @typedef {ShownFeature | LoadedFeature | EntryFeature} Feature */

export {};
