// @ts-check
/**
 * Form parts every step uses: a labelled input, a choice, each with its line of help.
 */

import { h, setAttribute, setHidden, setText } from './dom.js';

/**
 * A labelled text box. Its help gives way to what is wrong while the value is.
 * @param {{ id: string, label: string, help: string, inputMode?: string, testId?: string, onInput: (value: string) => void,
 *           onEnter?: () => void }} options
 */
export function textField({ id, label, help, inputMode = 'decimal', testId = id, onInput, onEnter }) {
  const input = h('input', {
    id,
    type: 'text',
    inputmode: inputMode,
    autocomplete: 'off',
    spellcheck: 'false',
    'data-testid': testId,
    'aria-describedby': `${id}-help ${id}-fault`,
    oninput: () => onInput(input.value),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter' && onEnter) onEnter();
    },
  });
  const fault = h('p', { id: `${id}-fault`, class: 'fault', 'data-testid': `${testId}-fault`, hidden: true });
  const helpLine = h('p', { id: `${id}-help`, class: 'help', 'data-testid': `${testId}-help`, i18n: help });
  const element = h('div', { class: 'field' }, h('label', { for: id, i18n: label }), input, helpLine, fault);
  return {
    element,
    input,
    /** Other help than at first. @param {string} text */
    help: (text) => setText(helpLine, text),
    /** @param {string} value @param {string | null} faultText */
    update(value, faultText) {
      if (input.value !== value) input.value = value;
      setAttribute(input, 'aria-invalid', faultText === null ? null : 'true');
      setText(fault, faultText ?? '');
      setHidden(fault, faultText === null);
      setHidden(helpLine, faultText !== null);
    },
  };
}

/**
 * A drop-down list.
 * @param {{ id: string, testId?: string, label: string, help: string, options: readonly { value: string, label: string }[],
 *           onChange: (value: string) => void }} options
 */
export function selectField({ id, testId = id, label, help, options, onChange }) {
  const select = h(
    'select',
    { id, 'data-testid': testId, 'aria-describedby': `${id}-help`, onchange: () => onChange(select.value) },
    ...options.map((option) => h('option', { value: option.value, i18n: option.label })),
  );
  const element = h(
    'div',
    { class: 'field' },
    h('label', { for: id, i18n: label }),
    select,
    h('p', { id: `${id}-help`, class: 'help', 'data-testid': `${testId}-help`, i18n: help }),
  );
  return {
    element,
    /** @param {string} value */
    update(value) {
      if (select.value !== value) select.value = value;
    },
  };
}

/**
 * Radio buttons, each with a sentence, and optionally more to unfold.
 * @param {{ name: string, label: string, options: readonly { value: string, label: string, help: string, formula?: string }[],
 *           onChange: (value: string) => void }} options
 */
export function choiceField({ name, label, options, onChange }) {
  const inputs = options.map((option) =>
    h('input', {
      type: 'radio',
      name,
      value: option.value,
      id: `${name}-${option.value}`,
      'data-testid': `${name}-${option.value}`,
      'aria-describedby': `${name}-${option.value}-help`,
      onchange: () => onChange(option.value),
    }),
  );
  const rows = options.map((option, index) =>
    h(
      'div',
      { class: 'choice' },
      inputs[index],
      h('label', { for: `${name}-${option.value}`, i18n: option.label }),
      h('p', { class: 'help', id: `${name}-${option.value}-help`, i18n: option.help }),
      option.formula &&
        h(
          'details',
          { class: 'formula' },
          h('summary', { i18n: 'score.formula' }),
          h('code', { i18n: option.formula }),
        ),
    ),
  );
  return {
    element: h('fieldset', { class: 'choices' }, h('legend', { i18n: label }), ...rows),
    /** @param {string} value */
    update(value) {
      for (const input of inputs) input.checked = input.value === value;
    },
  };
}

/** Fields that few people need, folded. @param {string} of  whose they are @param {...HTMLElement} fields */
export function moreFields(of, ...fields) {
  const summary = h('summary', { i18n: 'fields.more', 'data-testid': `${of}-more` });
  return h('details', { class: 'more' }, summary, h('div', { class: 'fields' }, ...fields));
}

/**
 * A check box.
 * @param {{ id: string, label: string, help: string, onChange: (checked: boolean) => void }} options
 */
export function checkField({ id, label, help, onChange }) {
  const input = h('input', {
    type: 'checkbox',
    id,
    'data-testid': id,
    'aria-describedby': `${id}-help`,
    onchange: () => onChange(input.checked),
  });
  const element = h(
    'div',
    { class: 'choice' },
    input,
    h('label', { for: id, i18n: label }),
    h('p', { class: 'help', id: `${id}-help`, i18n: help }),
  );
  return {
    element,
    /** @param {boolean} checked */
    update(checked) {
      input.checked = checked;
    },
  };
}

/**
 * A row of buttons of which one is pressed.
 * @param {{ testId: string, label: string, options: readonly { value: string, label: string }[],
 *           onChange: (value: string) => void }} options
 */
export function segmented({ testId, label, options, onChange }) {
  const element = h('div', { class: 'segmented', role: 'group', 'data-testid': testId, i18nLabel: label });
  /** @type {HTMLButtonElement[]} */
  let buttons = [];
  /** @param {readonly { value: string, text?: string, label?: string }[]} list */
  function setOptions(list) {
    buttons = list.map((option) =>
      h(
        'button',
        {
          type: 'button',
          value: option.value,
          i18n: option.label,
          onclick: () => onChange(option.value),
        },
        option.text,
      ),
    );
    element.replaceChildren(...buttons);
  }
  setOptions(options);
  return {
    element,
    setOptions,
    /** @param {string} value */
    update(value) {
      for (const button of buttons) setAttribute(button, 'aria-pressed', String(button.value === value));
    },
  };
}
