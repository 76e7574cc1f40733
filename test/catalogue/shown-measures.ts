/** How every measure is read: written down here by hand, and not made from the records that it holds to account. */
interface Shown {
  readonly unit: string;
  readonly factor: number;
  /** Of a series: its axis, and which number of it stands in tables. */
  readonly over?: {
    readonly label: string;
    readonly unit: string;
    readonly factor: number;
    readonly stands: 'first' | 'mean' | 'last' | 'sum';
  };
}
const plain: Shown = { unit: '', factor: 1 };
const share: Shown = { unit: '%', factor: 100 };
const perSecond: Shown = { unit: '1/s', factor: 1 };
const rank = { label: 'Rank', unit: '', factor: 1 };
const delay = { label: 'Delay', unit: 's', factor: 1, stands: 'mean' } as const;

export const shownMeasures: Readonly<Record<string, Shown>> = {
  median: { unit: 'ms', factor: 1000 },
  mean: { unit: 'ms', factor: 1000 },
  sd: { unit: 'ms', factor: 1000 },
  accuracy: share,
  loss: { unit: 'nats', factor: 1 },
  explained: plain,
  learning_time: plain,
  learning_area: share,
  error: plain,
  mse: plain,
  median_error: plain,
  dissimilarity: plain,
  share_of_shuffled: plain,
  gain_error: plain,
  bias_error: plain,
  weight_error: plain,
  count: plain,
  fraction: share,
  synapse_length: { unit: 'µm', factor: 1e6 },
  wiring_length: { unit: 'µm', factor: 1e6 },
  mixing: plain,
  neurons: plain,
  edges: plain,
  density: share,
  mean_degree: plain,
  isolated: plain,
  reciprocity: share,
  rank: plain,
  spectral_radius: plain,
  mean_weight: plain,
  weight_deviation: plain,
  modularity: plain,
  small_world: plain,
  excess: plain,
  z: plain,
  clustering: plain,
  transitivity: plain,
  path_length: plain,
  efficiency: plain,
  local_efficiency: plain,
  assortativity: plain,
  rich_club: plain,
  rich_club_curve: { ...plain, over: { label: 'Degree', unit: '', factor: 1, stands: 'mean' } },
  participation: plain,
  mean_communicability: plain,
  motif: plain,
  motifs: { ...plain, over: { label: 'Class', unit: '', factor: 1, stands: 'mean' } },
  entropy: { unit: 'bits', factor: 1 },
  spectral_entropy: { unit: 'bits', factor: 1 },
  basin: share,
  absorption: share,
  sensitivity: plain,
  derrida: plain,
  robustness: share,
  population: { ...plain, over: { label: 'Step', unit: '', factor: 1, stands: 'last' } },
  exponent: plain,
  participation_ratio: plain,
  henrici: plain,
  transient_gain: plain,
  bulk_radius: plain,
  outliers: plain,
  rotations: plain,
  real_fraction: share,
  timescales: { unit: 's', factor: 1, over: { ...rank, stands: 'first' } },
  branching: plain,
  strong_pair_odds: plain,
  odds_by_distance: {
    ...plain,
    over: { label: 'Distance', unit: 'µm', factor: 1e6, stands: 'first' },
  },
  recovery: plain,
  globality: { ...plain, over: { ...rank, stands: 'mean' } },
  delayed_choice: { ...share, over: delay },
  zero_shot_recall: { ...share, over: delay },
  memory_capacity: { ...plain, over: { ...delay, stands: 'sum' } },
  lyapunov: perSecond,
  lyapunov_spectrum: { ...perSecond, over: { ...rank, stands: 'first' } },
  attractor_dimension: plain,
  kernel_quality: plain,
  generalisation_rank: plain,
  information_capacity: { ...plain, over: { label: 'Degree', unit: '', factor: 1, stands: 'sum' } },
  derrida_slope: plain,
  resilience: plain,
  linear_error: plain,
  linear_bias_error: share,
  stiff_modes: plain,
  stiff_error: plain,
  sloppy_error: plain,
  loss_landscape: plain,
};
