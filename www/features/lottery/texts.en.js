// @ts-check
/** English texts of the feature `lottery`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'help.lottery':
    'A network is trained, pruned, and what is left goes back to its first weights, round after round. Three controls tell whether it is the mask or the weights that count. Network, optimiser and first seed are those of step 1.',
  'help.lottery.ticket': 'The mask that was found, with the weights it began with.',
  'help.lottery.reinit': 'The same mask, with other random weights.',
  'help.lottery.shuffle': 'As many weights in every layer, but other ones, with the first weights.',
  'help.lottery.kept':
    'Pruned and trained on for as long. With a constant learning rate this is learning-rate rewinding.',
  'help.lottery.rounds': 'How often is pruned.',
  'help.lottery.share': 'Of what is left; half as much in the output layer.',
  'help.lottery.epochs': 'Every network is trained as long.',
  'help.lottery.seeds': 'Each is an experiment of its own: mean and spread are over them.',
  'help.lottery.step': '0: to the very beginning. Larger networks need a few batches first.',
  'fault.lottery.step': 'Write a whole number from 0 to less than one training has batches.',
  'chart.lottery.label': 'Accuracy of the four ways against sparsity. Arrow keys read round after round.',

  'lottery.ticket': 'Ticket',
  'lottery.reinit': 'Drawn anew',
  'lottery.shuffle': 'Shuffled',
  'lottery.kept': 'Never rewound',
  'lottery.field.share': 'Taken each round, %',
  'lottery.field.epochs': 'Epochs of each training',
  'lottery.field.seeds': 'Seeds',
  'lottery.field.step': 'Rewind to batch',
  'lottery.begin': 'Draw the lots',
  'lottery.progress': 'Progress of the lottery',
  'lottery.table': 'Results of the lottery',
  'lottery.left': 'left',
  'lottery.keeps': '{kept} left',
  'lottery.caption':
    'Test accuracy, mean ± standard deviation; {done} of {seeds} {seeds?seed:seeds} done. Press a number to open that network of the first seed.',
  'lottery.open': '{arm}, {accuracy}: open this network of the first seed',
});
