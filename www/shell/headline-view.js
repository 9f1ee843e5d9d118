// @ts-check
/**
 * Writes the headline, its figures in the colours of the networks they are of.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Figure, Headline, Sentence } from './headline.js' */
import { html, render } from 'lit-html';
import { fixed, percent, points } from '../words/format.js';

/** Marks the place of a figure in a text. */
const MARK = '\u0001';

/** @param {HTMLElement} element @param {{ i18n: I18n }} parts */
export function createHeadline(element, { i18n }) {
  /** @param {Figure} figure */
  function written(figure) {
    const language = i18n.language();
    if (figure.as === 'list' || typeof figure.value === 'string') return figure.value;
    const { value, as, tone } = figure;
    const text =
      as === 'percent' ? percent(value, language) : as === 'points' ? points(value, language) : fixed(value, language);
    return tone ? html`<strong data-tone=${tone}>${text}</strong>` : text;
  }

  /** @param {Sentence} sentence */
  function told({ key, figures }) {
    const names = Object.keys(figures);
    const marked = Object.fromEntries(
      Object.entries(figures).map(([name, figure], index) => [
        name,
        figure.as === 'list' ? figure.value : `${MARK}${index}${MARK}`,
      ]),
    );
    const counts = Object.fromEntries(Object.entries(figures).map(([name, { value }]) => [name, value]));
    return i18n
      .t(`headline.${key}`, marked, counts)
      .split(MARK)
      .map((piece, index) => (index % 2 === 0 ? piece : written(figures[names[Number(piece)]])));
  }

  element.replaceChildren();
  return {
    /** @param {Headline} headline */
    update({ kind, sentences }) {
      const gap = i18n.language() === 'zh' ? '' : ' ';
      render(
        html`<span data-testid="headline" data-value=${kind}
          >${sentences.map((one, index) => [index > 0 ? gap : '', told(one)])}</span
        >`,
        element,
      );
    },
  };
}
