// @ts-check
/**
 * Files to take away: a network in every kind of file with its size, the results as CSV and JSON, each chart as PNG
 * and SVG.
 */

/** @import { Picture } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { FileKind } from '../../protocol.js' */
/** @import { Subject } from '../../state/times.js' */
import { html, nothing, render } from 'lit-html';
import { radioField } from '../../ui/form.js';
import { iconOf } from '../../ui/icons.js';
import { bytes } from '../../words/format.js';
import { subjectWords } from '../../words/subject-words.js';
import { SOURCES } from './model.js';

/** @import { Source } from './model.js' */

/** What each chart is called. @type {Readonly<Record<string, string>>} */
export const CHART_NAMES = Object.freeze({
  'chart-accuracy': 'accuracy.title',
  'chart-histogram': 'hist.title',
  'chart-learning': 'export.chart.learning',
  'chart-choose': 'export.chart.choose',
  'chart-tuned': 'export.chart.tuned',
  'chart-scan': 'scan.title',
  'chart-compare': 'cmp.title',
  'chart-lottery': 'lottery.title',
  'chart-pareto': 'export.chart.pareto',
  'chart-waterfall': 'pipe.waterfall',
  'quant-chart': 'quant.chart.title',
  'chart-speed': 'speed.chart',
});

/** In the order they are offered. @type {readonly FileKind[]} */
export const FILE_KINDS = Object.freeze(['compact', 'safetensors', 'masks', 'onnx', 'onnxShrunk', 'onnxInt8']);

/** @typedef {{ kind: FileKind, name: string, bytes: Uint8Array, calibrated: number }} WrittenFile */

/** `subject`: the network that is written, null where there is none; `files`: what has been written of it, null where it
 * could not be; `charts`: hooks of those with something to show.
 * @typedef {{ source: Source, subject: Subject | null, files: ReadonlyMap<FileKind, WrittenFile | null>,
 *   charts: readonly string[] }} ExportData */

/** Charts with something to show, whatever is in sight. @param {ReadonlyMap<string, Picture>} pictures */
export const chartsOf = (pictures) => Object.keys(CHART_NAMES).filter((testid) => pictures.get(testid)?.filled);

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onSource: (source: Source) => void, onSave: (file: WrittenFile) => void,
 *   onResults: (kind: 'csv' | 'json') => void, onChart: (testid: string, kind: 'png' | 'svg' | 'csv') => void }} handlers
 */
export function createExportDialog(element, { i18n, onSource, onSave, onResults, onChart }) {
  const { t } = i18n;
  const dialog = element.ownerDocument.createElement('dialog');
  dialog.id = 'export-dialog';
  dialog.dataset.testid = 'export-dialog';
  dialog.setAttribute('aria-labelledby', 'export-dialog-title');
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  element.append(dialog);

  /** @param {FileKind} kind @param {WrittenFile | null | undefined} file */
  function fileTemplate(kind, file) {
    const size = file?.bytes.length ?? null;
    const told = size === null ? t(file === null ? 'export.failed' : 'export.writing') : bytes(size, i18n.language());
    return html`<li>
      <div class="export-head">
        <h3 id=${`export-${kind}-title`}>${t(`export.file.${kind}`)}</h3>
        <span class="export-size" data-testid=${`export-size-${kind}`} data-value=${size ?? nothing}>${told}</span>
        <button
          type="button"
          class="button"
          data-testid=${`export-file-${kind}`}
          aria-describedby=${`export-${kind}-title`}
          ?disabled=${!file}
          @click=${() => file && onSave(file)}
        >
          ${t('export.save')}
        </button>
      </div>
      <p class="help" data-testid=${`export-help-${kind}`} data-value=${file?.calibrated ?? nothing}>
        ${t(`export.file.${kind}.help`, { count: file ? String(file.calibrated) : '\u2026' })}
      </p>
    </li>`;
  }

  /** @param {ExportData} data */
  function networkTemplate({ source, subject, files }) {
    return html`<section>
      ${radioField({
        name: 'export-which',
        label: t('export.network'),
        value: source === 'current' ? 'current' : 'stage',
        options: SOURCES.map((value) => ({ value, label: t(`export.${value}`), help: t(`export.${value}.help`) })),
        onChange: (value) => onSource(/** @type {Source} */ (value)),
      })}
      ${
        subject
          ? html`<p
                data-testid="export-subject"
                data-run=${subject.node.id}
                data-ratio=${subject.prune?.ratio ?? nothing}
              >
                ${t('export.subject', { network: subjectWords(i18n, subject) })}
              </p>
              <p class="help">${t('export.help')}</p>
              <ul class="export-files">
                ${FILE_KINDS.map((kind) => fileTemplate(kind, files.get(kind)))}
              </ul>`
          : html`<p class="help" role="status">${t('export.none')}</p>`
      }
    </section>`;
  }

  /** @param {string} testid */
  function chartTemplate(testid) {
    const name = t(CHART_NAMES[testid]);
    return html`<li data-testid="export-chart" data-value=${testid}>
      <span>${name}</span>
      ${
        /** @type {const} */ (['png', 'svg', 'csv']).map(
          (kind) =>
            html`<button
              type="button"
              class="button"
              data-testid=${`export-${testid}-${kind}`}
              aria-label=${`${name}, ${kind.toUpperCase()}`}
              @click=${() => onChart(testid, kind)}
            >
              ${kind.toUpperCase()}
            </button>`,
        )
      }
    </li>`;
  }

  /** @param {ExportData} data */
  function template(data) {
    return html`<div class="dialog-head">
        <h2 id="export-dialog-title">${t('export.title')}</h2>
        <button type="button" class="icon-button" aria-label=${t('dialog.close')} @click=${() => dialog.close()}>
          ${iconOf('close')}
        </button>
      </div>
      <div class="dialog-body">
        ${networkTemplate(data)}
        <section>
          <h3>${t('export.results')}</h3>
          <p class="help">${t('export.results.help')}</p>
          <div class="buttons">
            ${
              /** @type {const} */ (['csv', 'json']).map(
                (kind) =>
                  html`<button
                    type="button"
                    class="button"
                    data-testid=${`export-${kind}`}
                    @click=${() => onResults(kind)}
                  >
                    ${kind.toUpperCase()}
                  </button>`,
              )
            }
          </div>
        </section>
        <section>
          <h3>${t('export.charts')}</h3>
          <p class="help">${t('export.charts.help')}</p>
          <ul class="export-charts">
            ${data.charts.map(chartTemplate)}
          </ul>
        </section>
      </div>`;
  }

  return {
    /** @param {ExportData} data */
    update: (data) => render(template(data), dialog),
    isOpen: () => dialog.open,
    open() {
      if (!dialog.open) dialog.showModal();
    },
  };
}
