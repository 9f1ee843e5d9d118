// @ts-check
/** English texts of the feature `lottery`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'lottery.method':
    'Iterative magnitude pruning: trains a new network, prunes p % of the remaining weights, and repeats that n times. A winning ticket is the mask with its initial weights that trains to the dense accuracy. Network, optimizer and first seed are those of step 1.',
  'help.lottery.ticket': 'The mask with its initial weights (rewound), trained again.',
  'help.lottery.reinit': 'The same mask with new random weights.',
  'help.lottery.shuffle': 'The mask shuffled within each layer, with the initial weights.',
  'help.lottery.kept': 'Iterative pruning: fine-tuned after each round, never rewound.',
  'help.lottery.dense': 'Not pruned, trained for as many epochs as the fine-tuned network: the fair baseline.',
  'help.lottery.rounds': 'How many times it is pruned.',
  'help.lottery.share': 'In the output layer half as much.',
  'help.lottery.epochs': 'The same for every network.',
  'help.lottery.seeds': 'Mean and standard deviation are over them.',
  'help.lottery.step': '0: to the initial weights. Larger networks need a few batches first.',
  'fault.lottery.step': 'Write a whole number from 0 to less than the batches of one training.',
  'chart.lottery.label': 'Accuracy of each arm against sparsity. Arrow keys read round after round.',
  'chart.lottery.accuracy': 'test accuracy, % (log scale of the error)',

  'lottery.arms': 'Arms',
  'lottery.ticket': 'Winning ticket',
  'lottery.reinit': 'Random re-init',
  'lottery.shuffle': 'Shuffled mask',
  'lottery.kept': 'Fine-tuned',
  'lottery.dense': 'Dense, as long',
  'lottery.field.share': 'Pruned per round, % of the remaining',
  'lottery.field.epochs': 'Epochs of each training',
  'lottery.field.seeds': 'Seeds',
  'lottery.field.step': 'Rewind to batch',
  'lottery.begin': 'Run the experiment',
  'lottery.progress': 'Progress of the experiment',
  'lottery.table': 'Results by round',
  'lottery.left': 'Remaining',
  'lottery.keeps': '{kept} remaining',
  'lottery.epochs': '{epochs} {epochs?epoch:epochs}',
  'lottery.caption':
    'Test accuracy, mean \u00b1 standard deviation in points; {done} of {seeds} {seeds?seed:seeds} done. Select a number to open that network of the first seed.',
  'lottery.open': '{arm}, {accuracy}: open this network of the first seed',
  'lottery.answer.wins':
    'Yes: with {kept} of the weights remaining the ticket has {accuracy}, the dense network of as many epochs {dense}.',
  'lottery.answer.none': 'No: in no round the ticket reaches the dense network of as many epochs ({dense}).',
  'lottery.answer.reinit':
    'At {kept} remaining it has {ticket}, the same mask with new random weights {reinit} ({difference} points).',
  'lottery.answer.same': 'The same mask with new random weights has {reinit} ({difference} points for the ticket).',
  'lottery.limits':
    'Over {done} {done?seed:seeds}; \u201creaches\u201d means within one standard deviation. Ticket, re-init and shuffled mask train {epochs} {epochs?epoch:epochs} each; fine-tuned and dense as many more each round, {total} in the last. Finding the ticket takes all rounds.',
  'lottery.limits.one':
    'One seed says little: {done} done. Ticket, re-init and shuffled mask train {epochs} {epochs?epoch:epochs} each; fine-tuned and dense as many more each round, {total} in the last. Finding the ticket takes all rounds.',
  'lottery.status.wins': 'Ticket down to {kept} remaining',
  'lottery.status.none': 'No winning ticket',
});
