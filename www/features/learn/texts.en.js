// @ts-check
/** English texts of the feature `learn`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'lesson.count': 'Lesson, {at} of {count}',
  'lesson.close': 'Close the lesson',
  'lesson.glossary': 'Glossary: every term in one sentence',
  'lesson.back': 'Back',
  'lesson.next': 'Next',
  'lesson.end': 'Finish',
  'lesson.learn.title': 'A network learns',
  'lesson.learn.text':
    'It sees thousands of handwritten digits and adjusts 200,000 weights a little after every batch. Watch the loss fall and structure appear in the weights.',
  'lesson.learn.act': 'Train it now',
  'lesson.look.title': 'Most weights are near zero',
  'lesson.look.text':
    'Look at the distribution: a high peak in the middle, few large weights at the sides. If small weights do little, can we do without them?',
  'lesson.look.act': 'Show the distribution',
  'lesson.half.title': 'Half of it is not needed',
  'lesson.half.text':
    'Prune the half of all weights with the smallest magnitude. They are hatched now. Compare the accuracy before and after: it hardly moves.',
  'lesson.half.act': 'Prune 50 %',
  'lesson.cliff.title': 'Then comes the cliff',
  'lesson.cliff.text': 'Prune further and the curve bends, then falls. Some digits fail long before others: see which.',
  'lesson.cliff.act': 'Prune 95 %',
  'lesson.heal.title': 'Fine-tuning recovers accuracy',
  'lesson.heal.text':
    'Train the few remaining weights for some epochs, with the pruned ones held at zero by the mask. Most of the accuracy comes back.',
  'lesson.heal.act': 'Fine-tune, mask kept',
  'lesson.trap.title': 'The trap: a dropped mask',
  'lesson.trap.text':
    'Drop the mask and fine-tune again. The accuracy looks even better, but watch the sparsity: the pruned weights become non-zero again and nothing is saved.',
  'lesson.trap.act': 'Fine-tune, mask dropped',
  'lesson.global.title': 'Layer-wise or global?',
  'lesson.global.text':
    'Rank all layers together instead of each by itself. The last layer is small and its weights are large, so it is pruned less. Which curve stays up longer?',
  'lesson.global.act': 'Switch the scope',
});
