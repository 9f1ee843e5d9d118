// @ts-check
/** English texts of the feature `schedules`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'schedule.title': 'When it goes',
  'schedule.oneShot': 'All at once',
  'schedule.oneShot.help': 'The slider prunes in one go; step 4 heals it.',
  'schedule.iterative': 'In rounds',
  'schedule.iterative.help': 'Prune a little, fine-tune, prune again: the network adapts between the cuts.',
  'schedule.iterative.formula': 'after round r of n: 1 − (1 − ratio)^(r / n) are gone',
  'schedule.iterative.run': 'Prune in rounds',
  'schedule.iterative.words':
    '{rounds} {rounds?round:rounds} to {ratio}: each takes {share} of what is left and fine-tunes {epochs} epochs with step 4’s settings.',
  'schedule.gradual': 'While training',
  'schedule.gradual.help': 'Prune after every few batches, fast at first and then slower, while training goes on.',
  'schedule.gradual.formula': 's(t) = s_f + (s_i − s_f) (1 − (t − t₀) / (n Δt))³  (Zhu & Gupta 2017)',
  'schedule.gradual.run': 'Prune while training',
  'schedule.gradual.words': '{epochs} epochs with step 4’s settings; after three quarters of them {ratio} are gone.',
  'schedule.lottery': 'Lottery ticket',
  'schedule.lottery.help':
    'Prune, then give the weights that are left their first values back and train again: was the small network always in the large one?',
  'schedule.lottery.run': 'Open the lottery',
  'schedule.oneShot.run': 'All at once',
  'help.schedule.rounds': 'More rounds hurt less and take longer.',
});
