/**
 * A figure as data and a description: what is shown, in which unit, with which interval, and in one sentence for those who cannot see it.
 * Values keep the units of the results (proportions 0 .. 1, SI); an axis says how to show them.
 */
export interface Figure {
  /** File stem: `accuracy-by-condition`. */
  readonly name: string;
  readonly title: string;
  /** One sentence for screen readers. */
  readonly summary: string;
  /** What the marks and the interval are, n, and what lies outside the axes: one sentence each. */
  readonly caption: readonly string[];
  /** Stacked from top to bottom. None: there is nothing to draw, and the caption says why. */
  readonly panels: readonly Panel[];
}
export type Panel = DotsPanel | CurvesPanel | CellsPanel | MatrixPanel;

export interface Axis {
  readonly label: string;
  /** Shown after the label; empty for a pure number. */
  readonly unit: string;
  /** A value times `factor` is in `unit`: 100 for a proportion in %. */
  readonly factor: number;
  readonly scale: 'linear' | 'log';
  /** In the values' own unit. */
  readonly domain: readonly [number, number];
}
/** Something that a value is held against: chance, the raw input, an expectation, a published value. `to` makes it a band. */
export interface Reference { readonly label: string; readonly value: number; readonly to?: number }

/** One row per condition, one point per seed, the mean and its interval beside them. */
export interface DotsPanel {
  readonly kind: 'dots';
  readonly title?: string;
  readonly at: Readonly<Record<string, number>>;
  readonly axis: Axis;
  readonly rows: readonly DotsRow[];
  readonly references: readonly Reference[];
}
export interface DotsRow {
  readonly condition: string;
  readonly isReference: boolean;
  readonly points: readonly { readonly seed: number; readonly value: number }[];
  /** Null before the first value. */
  readonly mean: number | null;
  readonly interval: readonly [number, number] | null;
  /** What the untrained network scores, where that fits the axis. */
  readonly untrained?: number;
}

/** One series per condition: a line per seed (or a point per seed and x), the mean, and its interval. */
export interface CurvesPanel {
  readonly kind: 'curves';
  readonly title?: string;
  readonly at: Readonly<Record<string, number>>;
  readonly measure: string;
  readonly x: Axis & { readonly ticks?: readonly number[] };
  readonly y: Axis;
  /** `lines`: a thin line per seed. `points`: a point per seed at every x, joined only by the mean. */
  readonly seeds: 'lines' | 'points';
  readonly series: readonly Series[];
  readonly references: readonly Reference[];
}
export interface Series {
  readonly condition: string;
  readonly isReference: boolean;
  readonly lines: readonly { readonly seed: number; readonly x: readonly number[]; readonly y: readonly number[] }[];
  readonly mean: { readonly x: readonly number[]; readonly y: readonly number[]; readonly interval: readonly (readonly [number, number] | null)[] };
}

/** Cells in space, coloured by fate, over a sample of their synapses. Positions in metres; three dimensions are seen along the third axis. */
export interface CellsPanel {
  readonly kind: 'cells';
  readonly title?: string;
  /** Width and height of the space, in metres. */
  readonly extent: readonly [number, number];
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Index into `fates`; the last one is "undecided". */
  readonly fate: Int32Array;
  readonly fates: readonly { readonly name: string; readonly count: number }[];
  /** 1 for a cell that has a synapse: drawn over the others, which are smaller and paler. */
  readonly connected: Uint8Array;
  /** Cell ids of the synapses drawn; `total` is how many there are. */
  readonly synapses: { readonly pre: Int32Array; readonly post: Int32Array; readonly total: number };
}

/** A square matrix reduced to tiles; row-major, row = post-synaptic. */
export interface MatrixPanel {
  readonly kind: 'matrix';
  readonly title?: string;
  readonly label: string;
  /** Tiles along an edge, and cells along an edge of the whole. */
  readonly tiles: number;
  readonly size: number;
  readonly values: Float64Array;
}
