/** Tables of cells that are known by their columns: the units that their makers document, and no file says. */

export interface KnownTable {
  readonly name: string;
  /** Where the units are documented. */
  readonly source: string;
  /** Columns that only it has together. */
  readonly knownBy: readonly string[];
  /** The unit of each column; a share, a ratio or a count is `1`. */
  readonly units: Readonly<Record<string, string>>;
}

const each = (unit: string, ...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, unit]));
const sweeps = ['long_square', 'ramp', 'short_square'] as const;
const perSweep = (unit: string, ...names: readonly string[]): Readonly<Record<string, string>> =>
  each(unit, ...names.flatMap((name) => sweeps.map((sweep) => `${name}_${sweep}`)));

const allen = 'the electrophysiology overview of the Allen Cell Types Database (2018)';
export const knownTables: readonly KnownTable[] = [
  {
    name: 'the features of cells of the Allen Cell Types Database',
    source: allen,
    knownBy: ['specimen_id', 'tau', 'ri', 'vrest', 'f_i_curve_slope'],
    units: {
      ...each('1', 'adaptation', 'sag'),
      ...perSweep('1', 'upstroke_downstroke_ratio'),
      ...each('ms', 'tau', 'avg_isi'),
      ...each('MOhm', 'ri', 'input_resistance_mohm'),
      ...each('GOhm', 'seal_gohm'),
      ...each('mV', 'vrest', 'vm_for_sag'),
      ...perSweep('mV', 'fast_trough_v', 'peak_v', 'slow_trough_v', 'threshold_v', 'trough_v'),
      ...each('s', 'latency'),
      ...perSweep('s', 'fast_trough_t', 'peak_t', 'slow_trough_t', 'threshold_t', 'trough_t'),
      ...each('pA', 'electrode_0_pa'),
      ...perSweep('pA', 'threshold_i'),
      ...each('Hz/pA', 'f_i_curve_slope'),
    },
  },
  {
    name: 'the specimens of the Allen Cell Types Database',
    source: allen,
    knownBy: ['specimen__id', 'ef__tau', 'structure__layer', 'tag__dendrite_type'],
    units: {
      ...each('ms', 'ef__tau', 'ef__avg_isi'),
      ...each('MOhm', 'ef__ri'),
      ...each('mV', 'ef__vrest', 'ef__fast_trough_v_long_square'),
      ...each('1', 'ef__adaptation', 'ef__upstroke_downstroke_ratio_long_square', 'csl__normalized_depth'),
      ...each('Hz/pA', 'ef__f_i_curve_slope'),
      ...each('pA', 'ef__threshold_i_long_square'),
      ...each('Hz', 'ef__avg_firing_rate'),
      ...each('s', 'ef__peak_t_ramp'),
    },
  },
  {
    name: 'NeuroElectro',
    source: 'the properties of NeuroElectro (Tripathy et al. 2014)',
    knownBy: ['NeuronType', 'MembraneTimeConstant', 'InputResistance', 'RestingMembranePotential'],
    units: {
      ...each('pF', 'CellCapacitance'),
      ...each('MOhm', 'InputResistance', 'AccessResistance'),
      ...each(
        'mV',
        'RestingMembranePotential',
        'SpikeAmplitude',
        'SpikeThreshold',
        'SpikeOvershoot',
        'SpikePeak',
        'AhpAmplitude',
        'FastAhpAmplitude',
        'SlowAhpAmplitude',
        'AdpAmplitude',
        'JxnOffset',
      ),
      ...each(
        'ms',
        'MembraneTimeConstant',
        'SpikeHalfWidth',
        'SpikeWidth',
        'AhpDuration',
        'FastAhpDuration',
        'SlowAhpDuration',
        'AdpDuration',
      ),
      ...each('pA', 'Rheobase'),
      ...each('Hz', 'FiringFrequency', 'SpontaneousFiringRate'),
      ...each('um', 'CellDiameter'),
      ...each('um^2', 'CellSurfaceArea'),
      ...each('Hz/nA', 'FiSlope'),
      ...each('1', 'SagRatio', 'AdaptationRatio', 'PubYear'),
      ...each('degC', 'Temp'),
      ...each('days', 'Age'),
      ...each('g', 'Weight'),
    },
  },
];

/** The table that has these columns. */
export const knownTable = (columns: readonly string[]): KnownTable | undefined =>
  knownTables.find(({ knownBy }) => knownBy.every((name) => columns.includes(name)));
/** What a column of this name has as its unit in the tables that are known, where they agree. */
export function documentedUnit(column: string): { readonly unit: string; readonly source: string } | undefined {
  const found = knownTables.flatMap((table) =>
    Object.hasOwn(table.units, column) ? [{ unit: table.units[column], source: table.source }] : [],
  );
  return found.length > 0 && found.every(({ unit }) => unit === found[0].unit) ? found[0] : undefined;
}
