/** Labels a word cannot do without. */
const neededLabels: Readonly<Record<string, readonly string[]>> = {
  divide: ['every'],
  migrate: ['along', 'at'],
  synapse: ['to'],
  strengthen: ['every', 'until'],
  stop: ['at'],
  train: ['on'],
  teach: ['on'],
  vary: ['in'],
  choose: ['in'],
  sampled: ['at'],
  positions: ['from', 'in'],
  place: ['in'],
  spikes: ['in'],
  column: ['in'],
  edges: ['where'],
  group: ['by'],
  join: ['by'],
  match: ['to'],
};
/** Whether a word has to have a label. */
export const needsLabel = (title: string, label: string): boolean => neededLabels[title]?.includes(label) ?? false;
