// @ts-check
/** English texts of the feature `schedules`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'schedule.title': 'Schedule',
  'schedule.oneShot': 'One-shot',
  'schedule.oneShot.help': 'Prune once at the slider, then fine-tune (step 4).',
  'schedule.iterative': 'Iterative',
  'schedule.iterative.help': 'Prune a little, fine-tune, and repeat: the network adapts in between.',
  'schedule.iterative.formula': 'sparsity after pruning step r of n: 1 − (1 − ratio)^(r / n)',
  'schedule.iterative.run': 'Prune iteratively',
  'schedule.iterative.words':
    '{rounds} pruning {rounds?round:rounds} to {ratio}: each prunes {share} of the remaining weights, then fine-tunes for {epochs} {epochs?epoch:epochs} with the settings of step 4.',
  'schedule.gradual': 'Gradual (during training)',
  'schedule.gradual.help': 'Prune every few batches during training, fast at first, then more slowly.',
  'schedule.gradual.formula': 's(t) = s_f + (s_i − s_f) (1 − (t − t₀) / (n Δt))³  (Zhu & Gupta 2017)',
  'schedule.gradual.run': 'Prune gradually',
  'schedule.gradual.words':
    'Trains for {epochs} {epochs?epoch:epochs} with the settings of step 4; sparsity reaches {ratio} after three quarters.',
  'schedule.lottery': 'Lottery ticket',
  'schedule.lottery.help': 'Prune, rewind the remaining weights to their initial values and train again.',
  'schedule.lottery.run': 'Open the experiment',
  'help.schedule.rounds': 'More rounds lose less accuracy but take longer.',
});
