/** How every measure is read: written down here by hand, and not made from the records that it holds to account. */
interface Shown {
  readonly label: string;
  readonly unit: string;
  readonly factor: number;
  /** Of a series: its axis, and which number of it stands in tables. */
  readonly over?: {
    readonly label: string;
    readonly unit: string;
    readonly factor: number;
    readonly stands: 'first' | 'mean' | 'last';
  };
}
const plain = (label: string): Shown => ({ label, unit: '', factor: 1 });
const share = (label: string): Shown => ({ label, unit: '%', factor: 100 });
const rank = { label: 'Rank', unit: '', factor: 1 };
const delay = { label: 'Delay', unit: 's', factor: 1, stands: 'mean' } as const;

export const shownMeasures: Readonly<Record<string, Shown>> = {
  accuracy: share('Accuracy'),
  loss: { label: 'Loss', unit: 'nats', factor: 1 },
  count: plain('Count'),
  fraction: share('Fraction'),
  synapse_length: { label: 'Synapse length', unit: 'µm', factor: 1e6 },
  wiring_length: { label: 'Wiring length', unit: 'µm', factor: 1e6 },
  mixing: plain('Mixing'),
  neurons: plain('Neurons'),
  edges: plain('Edges'),
  density: share('Density'),
  mean_degree: plain('Mean degree'),
  isolated: plain('Isolated'),
  reciprocity: share('Reciprocity'),
  rank: plain('Rank'),
  spectral_radius: plain('Spectral radius'),
  mean_weight: plain('Mean weight'),
  weight_deviation: plain('Weight deviation'),
  basin: share('Basin'),
  absorption: share('Absorption'),
  sensitivity: plain('Sensitivity'),
  derrida: plain('Derrida'),
  robustness: share('Robustness'),
  population: { ...plain('Population'), over: { label: 'Step', unit: '', factor: 1, stands: 'last' } },
  exponent: plain('Exponent'),
  participation_ratio: plain('Participation ratio'),
  henrici: plain('Henrici'),
  transient_gain: plain('Transient gain'),
  bulk_radius: plain('Bulk radius'),
  outliers: plain('Outliers'),
  rotations: plain('Rotations'),
  real_fraction: share('Real fraction'),
  timescales: { label: 'Timescales', unit: 's', factor: 1, over: { ...rank, stands: 'first' } },
  branching: plain('Branching'),
  strong_pair_odds: plain('Strong pair odds'),
  odds_by_distance: {
    ...plain('Odds by distance'),
    over: { label: 'Distance', unit: 'µm', factor: 1e6, stands: 'first' },
  },
  recovery: plain('Recovery'),
  globality: { ...plain('Globality'), over: { ...rank, stands: 'mean' } },
  delayed_choice: { ...share('Delayed choice'), over: delay },
  zero_shot_recall: { ...share('Zero shot recall'), over: delay },
};
