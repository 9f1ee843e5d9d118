// @ts-check
/**
 * Parts of forms as templates: a labelled box, a list, radio buttons, a check box, a row of buttons. Labels, help and faults
 * are words already; every part of them is described by its help, and by its fault while there is one.
 */

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

/** @typedef {Event & { currentTarget: HTMLInputElement }} InputEvent */
/** @typedef {{ value: string, label: string }} Option */
/** @typedef {{ id: string, label: string, help: unknown, value: string, fault?: string | null, inputMode?: string,
 *   testId?: string, dataValue?: string, disabled?: boolean, onInput: (value: string) => void, onEnter?: () => void,
 *   onBlur?: (event: FocusEvent) => void }} TextField */

/**
 * A text box with its label. Its help gives way to what is wrong while there is a `fault`.
 * @param {TextField} field
 */
export function textField({
  id,
  label,
  help,
  value,
  fault = null,
  inputMode = 'decimal',
  testId = id,
  dataValue,
  disabled = false,
  onInput,
  onEnter,
  onBlur,
}) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      type="text"
      inputmode=${inputMode}
      autocomplete="off"
      spellcheck="false"
      data-testid=${testId}
      data-value=${dataValue ?? nothing}
      aria-describedby=${`${id}-help ${id}-fault`}
      aria-invalid=${fault === null ? nothing : 'true'}
      .value=${live(value)}
      ?disabled=${disabled}
      @input=${(/** @type {InputEvent} */ event) => onInput(event.currentTarget.value)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key !== 'Enter' || !onEnter) return;
        // What gets the focus next must not take it for a click.
        event.preventDefault();
        onEnter();
      }}
      @blur=${(/** @type {FocusEvent} */ event) => onBlur?.(event)}
    />
    <p id=${`${id}-help`} class="help" data-testid=${`${testId}-help`} ?hidden=${fault !== null}>${help}</p>
    <p id=${`${id}-fault`} class="fault" data-testid=${`${testId}-fault`} ?hidden=${fault === null}>${fault ?? ''}</p>
  </div>`;
}

/**
 * Boxes whose numbers are in the state once they are valid. Until the person leaves a box, it shows what was typed.
 * @param {() => void} redraw
 */
export function createNumberFields(redraw) {
  /** @type {{ id: string, text: string } | null} */
  let draft = null;
  /**
   * @param {Omit<TextField, 'fault' | 'onInput' | 'onBlur'> & { read: (text: string) => number | null, wrong: string,
   *   onNumber: (value: number) => void }} field  `wrong`: what is said of a text that `read` cannot take
   */
  return ({ id, value, read, wrong, onNumber, ...field }) => {
    const typed = draft?.id === id ? draft.text : null;
    return textField({
      ...field,
      id,
      value: typed ?? value,
      fault: typed !== null && read(typed) === null ? wrong : null,
      onInput(text) {
        draft = { id, text };
        const number = read(text);
        if (number !== null) onNumber(number);
        redraw();
      },
      onBlur() {
        draft = null;
        redraw();
      },
    });
  };
}

/**
 * A drop-down list with its label.
 * @param {{ id: string, label: string, help: unknown, value: string, options: readonly (Option & { disabled?: boolean })[],
 *   testId?: string, kind?: string, onChange: (value: string) => void }} field  `kind`: a class beside `field`
 */
export function selectField({ id, label, help, value, options, testId = id, kind = '', onChange }) {
  return html`<div class=${`field ${kind}`.trim()}>
    <label for=${id}>${label}</label>
    <select
      id=${id}
      data-testid=${testId}
      aria-describedby=${`${id}-help`}
      @change=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) => onChange(event.currentTarget.value)}
    >
      ${options.map(
        (option) =>
          html`<option
            value=${option.value}
            ?disabled=${option.disabled ?? false}
            .selected=${live(option.value === value)}
          >
            ${option.label}
          </option>`,
      )}
    </select>
    <p id=${`${id}-help`} class="help" data-testid=${`${testId}-help`}>${help}</p>
  </div>`;
}

/**
 * Radio buttons, each with a sentence, and whatever `more` is.
 * @param {{ name: string, label: string, value: string, options: readonly (Option & { help: string, more?: unknown })[],
 *   onChange: (value: string) => void }} field
 */
export function radioField({ name, label, value, options, onChange }) {
  return html`<fieldset class="choices">
    <legend>${label}</legend>
    ${options.map((option) => {
      const id = `${name}-${option.value}`;
      return html`<div class="choice">
        <input
          type="radio"
          name=${name}
          value=${option.value}
          id=${id}
          data-testid=${id}
          aria-describedby=${`${id}-help`}
          .checked=${live(option.value === value)}
          @change=${() => onChange(option.value)}
        />
        <label for=${id}>${option.label}</label>
        <p class="help" id=${`${id}-help`}>${option.help}</p>
        ${option.more ?? nothing}
      </div>`;
    })}
  </fieldset>`;
}

/**
 * A check box.
 * @param {{ id: string, label: string, help: string, checked: boolean, more?: unknown,
 *   onChange: (checked: boolean) => void }} field
 */
export function checkField({ id, label, help, checked, more = nothing, onChange }) {
  return html`<div class="choice">
    <input
      type="checkbox"
      id=${id}
      data-testid=${id}
      aria-describedby=${`${id}-help`}
      .checked=${live(checked)}
      @change=${(/** @type {InputEvent} */ event) => onChange(event.currentTarget.checked)}
    />
    <label for=${id}>${label}</label>
    <p class="help" id=${`${id}-help`}>${help}</p>
    ${more}
  </div>`;
}

/**
 * A row of buttons of which one is pressed.
 * @param {{ testId: string, label: string, value: string, options: readonly Option[],
 *   onChange: (value: string) => void }} field
 */
export function segments({ testId, label, value, options, onChange }) {
  return html`<div class="segmented" role="group" data-testid=${testId} aria-label=${label}>
    ${options.map(
      (option) =>
        html`<button
          type="button"
          value=${option.value}
          aria-pressed=${String(option.value === value)}
          @click=${() => onChange(option.value)}
        >
          ${option.label}
        </button>`,
    )}
  </div>`;
}

/** Fields that few people need, folded. @param {string} of  whose they are @param {string} label @param {unknown} fields */
export function moreFields(of, label, fields) {
  return html`<details class="more">
    <summary data-testid=${`${of}-more`}>${label}</summary>
    <div class="fields">${fields}</div>
  </details>`;
}
