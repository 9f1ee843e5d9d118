// @ts-check
/** English texts of the feature `learn`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'lesson.count': 'Lesson, {at} of {count}',
  'lesson.close': 'Close the lesson',
  'lesson.back': 'Back',
  'lesson.next': 'Next',
  'lesson.end': 'Finish',
  'lesson.learn.title': 'A network learns',
  'lesson.learn.text':
    'It sees thousands of handwritten digits and adjusts 200,000 weights a little after every batch. Watch the loss fall and structure appear in the weights.',
  'lesson.learn.act': 'Train it now',
  'lesson.look.title': 'Most weights are near zero',
  'lesson.look.text':
    'Look at the histogram: a high peak in the middle, few large weights at the sides. If small weights do little, can we do without them?',
  'lesson.look.act': 'Show the histogram',
  'lesson.half.title': 'Half of it is not needed',
  'lesson.half.text':
    'Remove the smaller half of all weights. They are hatched now. Compare the accuracy before and after: it hardly moves.',
  'lesson.half.act': 'Remove 50 %',
  'lesson.cliff.title': 'Then comes the cliff',
  'lesson.cliff.text': 'Go further and the curve bends, then falls. Some digits die long before others: see which.',
  'lesson.cliff.act': 'Remove 95 %',
  'lesson.heal.title': 'Fine-tuning heals',
  'lesson.heal.text':
    'Train the few weights that are left for some epochs, with the removed ones held at zero. Most of the accuracy comes back.',
  'lesson.heal.act': 'Fine-tune, mask kept',
  'lesson.trap.title': 'The trap',
  'lesson.trap.text':
    'Forget the mask and fine-tune again. The accuracy looks even better, but watch the sparsity: the removed weights regrow and nothing was saved.',
  'lesson.trap.act': 'Fine-tune, mask forgotten',
  'lesson.global.title': 'Who is compared with whom?',
  'lesson.global.text':
    'Rank all layers together instead of each by itself. The last layer is small and its weights are large, so it loses less. Which curve holds out longer?',
  'lesson.global.act': 'Switch the scope',
});
