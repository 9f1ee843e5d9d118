// @ts-check
/**
 * The network on the stage as files: a bar for each format, the smallest named, and where each breaks even.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { FormatRow, FormatsResult, Unfit } from '../../protocol.js' */
/** @import { Subject } from '../../state/times.js' */
import { html, nothing } from 'lit-html';
import { FILES } from '../../description.js';
import { helpWithTerm } from '../../ui/term-link.js';
import { bytes, fixed, percent } from '../../words/format.js';
import { subjectWords } from '../../words/subject-words.js';
import { LAYOUTS } from './model.js';

/** @typedef {{ subject: Subject | null, result: FormatsResult | null, stale: boolean }} SizeData */

/** Bytes of a layer of N weights, z of them not zero, in `rows` rows, and who proposed the format; the same in every language. */
const FORMULAS = [
  ...FILES.layouts,
  { layout: 'torch', formula: '4 N + 4 N', source: 'torch.nn.utils.prune' },
  {
    layout: 'huffman',
    formula: '\u03a3 \u2308(n + 1) / 2\u2309 + \u2308\u03a3 c\u1d62 l\u1d62 / 8\u2309',
    source: 'Huffman 1952',
  },
];
/** Formats that are not Huffman-coded here. */
const PLAIN = ['gzip', 'torch'];

/** @param {{ i18n: I18n, onTerm: (term: string) => void, onExport: () => void }} parts */
export function createSizeView({ i18n, onTerm, onExport }) {
  const { t } = i18n;

  /** @param {Unfit} unfit */
  function reason(unfit) {
    const params = { layer: unfit.layer, count: unfit.why === 'tooManyValues' ? unfit.count : 0 };
    return t(`size.unfit.${unfit.why}`, params);
  }

  /** @param {string} layout @param {FormatsResult} result */
  function evenOf(layout, { rows, bitmaskBeatsCsr }) {
    const even = rows.find((row) => row.layout === layout)?.breakEven ?? null;
    const language = i18n.language();
    const density = even === null ? '' : percent(even, language);
    if (layout === 'bitmask') return t('size.even.bitmask', { density, csr: percent(bitmaskBeatsCsr, language, 2) });
    if (even !== null) return t('size.even', { density });
    return layout === 'dense' ? '' : t(`size.even.${layout}`);
  }

  /** @param {FormatRow} row */
  const named = ({ layout, huffman }) => t(`size.name.${layout}`) + (huffman ? t('size.withHuffman') : '');

  /** The smallest of some that were written. @param {readonly FormatRow[]} rows */
  const least = (rows) => rows.reduce((best, row) => ((row.bytes ?? 0) < (best.bytes ?? 0) ? row : best));

  /** @param {FormatsResult} result @param {FormatRow} exact */
  function verdict({ rows, int8, density }, exact) {
    const language = i18n.language();
    const dense = rows.find((row) => row.layout === 'dense')?.bytes ?? 1;
    const told = (/** @type {FormatRow} */ row) => ({
      name: named(row),
      bytes: bytes(row.bytes ?? 0, language),
      times: fixed(dense / (row.bytes ?? 1), language, 1),
    });
    const any = least(rows.filter((row) => row.bytes !== null));
    return [
      t('size.density', { density: percent(density, language) }),
      t('size.smallest', told(exact)),
      any === exact ? '' : t('size.smallestLossy', told(any)),
      int8 ? t('size.int8', { same: int8.same, total: int8.total }) : '',
      t(rows.every((row) => row.bytes === null || row.same) ? 'size.same' : 'size.notSame'),
    ]
      .filter(Boolean)
      .join(' ');
  }

  /** @param {FormatRow | undefined} row @param {string} layout @param {boolean} huffman @param {number} most */
  function lineTemplate(row, layout, huffman, most) {
    const size = row?.bytes ?? null;
    if (!row || (huffman && size === null)) return nothing;
    const testId = `size-${layout}${huffman ? '-huffman' : ''}`;
    const language = i18n.language();
    const text = size === null ? '' : bytes(size, language);
    if (row.unfit)
      return html`<p class="size-unfit" data-testid=${testId} data-value="" data-unfit=${row.unfit.why}>
        ${reason(row.unfit)}
      </p>`;
    return html`<div
      class="size-line"
      data-testid=${testId}
      data-value=${size ?? ''}
      data-same=${row.same ? 'true' : nothing}
    >
      <span class="size-track"
        ><span
          class=${huffman ? 'size-bar coded' : 'size-bar'}
          data-testid=${`${testId}-bar`}
          .style=${`width: ${(100 * (size ?? 0)) / most}%`}
        ></span></span
      ><span class="number">${huffman ? t('size.coded', { bytes: text }) : text}</span>
    </div>`;
  }

  /** @param {string} layout @param {FormatsResult} result @param {string} smallest @param {number} most */
  function layoutTemplate(layout, result, smallest, most) {
    const find = (/** @type {boolean} */ huffman) =>
      result.rows.find((one) => one.layout === layout && one.huffman === huffman);
    const plain = find(false);
    if (!plain) return nothing;
    return html`<li data-layout=${layout} data-smallest=${smallest === layout ? 'true' : nothing}>
      <div class="size-name">
        <strong>${t(`size.name.${layout}`)}</strong>
        <span class="help" data-testid=${`size-${layout}-even`} data-value=${plain.breakEven ?? nothing}
          >${evenOf(layout, result)}</span
        >
      </div>
      ${lineTemplate(plain, layout, false, most)}
      ${PLAIN.includes(layout) ? nothing : lineTemplate(find(true), layout, true, most)}
    </li>`;
  }

  /** @param {FormatsResult} result @param {boolean} stale */
  function resultTemplate(result, stale) {
    const { rows, density } = result;
    const exact = least(rows.filter((row) => row.bytes !== null && row.lossless));
    const most = Math.max(...rows.map((row) => row.bytes ?? 0));
    return html`<p
        role="status"
        data-testid="size-words"
        data-density=${density}
        data-smallest=${exact.layout}
        data-bytes=${exact.bytes}
        data-same=${rows.every((row) => row.bytes === null || row.same) ? 'true' : nothing}
      >
        ${verdict(result, exact)}
      </p>
      <ul class="size-list" data-testid="size-list" aria-label=${t('size.bars')} aria-busy=${stale ? 'true' : nothing}>
        ${LAYOUTS.map((layout) => layoutTemplate(layout, result, exact.layout, most))}
      </ul>
      <div class="compare-buttons">
        <button type="button" class="button" data-testid="storage-export" @click=${onExport}>
          ${t('storage.export')}
        </button>
      </div>`;
  }

  /** @param {SizeData} data */
  return ({ subject, result, stale }) =>
    html`<div class="size-panel">
      <h3>${t('size.files')}</h3>
      <p
        data-testid="size-subject"
        data-run=${subject?.node.id ?? nothing}
        data-ratio=${subject?.prune?.ratio ?? nothing}
      >
        ${subject ? t('subject.is', { network: subjectWords(i18n, subject) }) : t('subject.none')}
      </p>
      <p class="help">${helpWithTerm(i18n, t('size.help'), 'csr', onTerm)}</p>
      ${
        result
          ? resultTemplate(result, stale)
          : subject
            ? html`<p role="status" class="empty">${t('size.waiting')}</p>`
            : nothing
      }
      <details class="formula">
        <summary>${t('score.formula')}</summary>
        <p class="help">${t('size.formula.help')}</p>
        ${FORMULAS.map(
          ({ layout, formula, source: paper }) =>
            html`<p>
              <span>${t(`size.name.${layout}`)}</span>: <code>${formula}</code>${paper ? ` \u2013 ${paper}` : nothing}
            </p>`,
        )}
      </details>
    </div>`;
}
