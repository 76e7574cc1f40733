import type { Trial } from '../engine/tasks/index.ts';
import type { Replicate } from './replicate-text.ts';
import type { Space } from './turned-space.ts';
import type { IntervalKind } from '../results/interval-kinds.ts';
import type { SweepPoint } from '../results/sweep.ts';

/**
 * A figure as data and a description: what is shown, in which unit, with which interval, and in one sentence for those
 * who cannot see it. Values keep the units of the results (proportions 0 .. 1, SI); an axis says how to show them.
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
export type Panel =
  | DotsPanel
  | CurvesPanel
  | CellsPanel
  | TissuePanel
  | MatrixPanel
  | RasterPanel
  | PlanePanel
  | SurfacePanel
  | MapsPanel
  | AreasPanel
  | SharesPanel
  | GridPanel
  | WiringPanel
  | RegulatorsPanel
  | TransitionsPanel
  | HeatmapPanel
  | TrialsPanel;

export interface Axis {
  readonly label: string;
  /** What it is, where the label is a name that does not say it. */
  readonly words?: string;
  /** Shown after the label; empty for a pure number. */
  readonly unit: string;
  /** A value times `factor` is in `unit`: 100 for a proportion in %. */
  readonly factor: number;
  readonly scale: 'linear' | 'log';
  /** In the values' own unit. */
  readonly domain: readonly [number, number];
  /** Of an axis of categories: what the values 0, 1, 2, … are called. */
  readonly names?: readonly string[];
}
/**
 * Something that a value is held against: chance, the raw input, an expectation, a published value. `to` makes it a
 * band.
 */
export interface Reference {
  readonly label: string;
  readonly value: number;
  readonly to?: number;
  /** It holds at that x alone, and of that condition. */
  readonly only?: { readonly x: number; readonly condition?: string };
  /** Of a claim that could not be judged; the label says so. */
  readonly isUnjudged?: true;
}

/** One row per condition, one point per seed, the mean and its interval beside them. */
export interface DotsPanel {
  readonly kind: 'dots';
  readonly title?: string;
  readonly at: SweepPoint;
  readonly axis: Axis;
  readonly rows: readonly DotsRow[];
  readonly references: readonly Reference[];
}
export interface DotsRow {
  readonly condition: string;
  readonly isReference: boolean;
  readonly points: readonly (Replicate & { readonly value: number })[];
  /** Null before the first value. */
  readonly mean: number | null;
  readonly interval: readonly [number, number] | null;
  /** What it is an interval of. */
  readonly kind?: IntervalKind;
  /** What the untrained network scores, where that fits the axis. */
  readonly untrained?: number;
}

/** One series per condition: a line per seed (or a point per seed and x), the mean, and its interval. */
export interface CurvesPanel {
  readonly kind: 'curves';
  readonly title?: string;
  readonly at: SweepPoint;
  readonly measure: string;
  /** What all of the panel has in common besides the point of the sweep, by name. */
  readonly levels?: Readonly<Record<string, string>>;
  /** What the series are, where they are no conditions. */
  readonly seriesAre?: string;
  /** `column`: of the figure's table, where it is not the label in small letters. */
  readonly x: Axis & { readonly ticks?: readonly number[]; readonly column?: string };
  readonly y: Axis;
  /** `lines`: a thin line per seed. `points`: a point per seed at every x, joined only by the mean. */
  readonly seeds: 'lines' | 'points';
  readonly series: readonly Series[];
  readonly references: readonly Reference[];
  /** The series are fates, in their own colours; without it they are conditions. */
  readonly tints?: readonly Tint[];
  /** As high as it is wide, or nearly so: for slopes. */
  readonly isSquare?: boolean;
  /** Straight lines laid over the curves, each over the range of x that it was fitted to. */
  readonly fits?: readonly FitLine[];
  /** A range of x, marked and named. */
  readonly range?: { readonly label: string; readonly from: number; readonly to: number };
}
export interface FitLine {
  readonly condition: string;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}
export interface Series {
  readonly condition: string;
  /** Written after the condition's name. */
  readonly note?: string;
  /** What the curve is expected to be. */
  readonly theory?: { readonly x: readonly number[]; readonly y: readonly number[] };
  /** The same before a training. */
  readonly before?: { readonly x: readonly number[]; readonly y: readonly number[] };
  readonly isReference: boolean;
  readonly lines: readonly (Replicate & { readonly x: readonly number[]; readonly y: readonly number[] })[];
  readonly mean: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly interval: readonly (readonly [number, number] | null)[];
    /** What the intervals are intervals of, each kind once; undefined of one that nobody names. */
    readonly kinds?: readonly (IntervalKind | undefined)[];
  };
}

/**
 * Cells in space, coloured by fate, over a sample of their synapses. Positions in metres; three dimensions are seen
 * along the third axis.
 */
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

/** Networks where their neurons stand, side by side in one space; three dimensions are seen from a side. */
export interface TissuePanel {
  readonly kind: 'tissue';
  readonly title?: string;
  readonly space: Space;
  readonly plots: readonly TissuePlot[];
}
export interface TissuePlot {
  readonly condition: string;
  readonly isReference: boolean;
  /** How many connections are drawn, and how strong they are. */
  readonly note: string;
  readonly dimensions: number;
  /** Neurons × dimensions, in metres. */
  readonly positions: Float64Array;
  /** Of the connections drawn, by falling |w|; `connections`: how many there are. */
  readonly pre: Int32Array;
  readonly post: Int32Array;
  readonly weight: Float64Array;
  readonly connections: number;
}

/**
 * Square matrices side by side, each reduced to tiles and with a scale of its own, white at zero; row = post-synaptic.
 */
export interface MatrixPanel {
  readonly kind: 'matrix';
  readonly title?: string;
  readonly maps: readonly MatrixMap[];
}
export interface MatrixMap {
  readonly title: string;
  /** Of the colour bar. */
  readonly label: string;
  /** Tiles along an edge, and cells along an edge of the whole. */
  readonly tiles: number;
  readonly size: number;
  readonly values: Float64Array;
  /** Sizes of groups of cells, in their order: told apart by lines. */
  readonly groups?: readonly number[];
  /** With a frame around the weights within each group. */
  readonly isFramed?: boolean;
  /** Cells are numbered by their place in an order that is not their own. */
  readonly isOrdered?: boolean;
  /** Values beyond it have its colour. */
  readonly most?: number;
}

/** Neurons × time, coloured around zero; values beyond `most` have the colour of `most`. */
export interface RasterPanel {
  readonly kind: 'raster';
  readonly title?: string;
  readonly rows: number;
  readonly columns: number;
  /** Row-major. */
  readonly values: Float32Array;
  readonly most: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly label: string;
}

/** Points in the complex plane, a plot per condition side by side, on equal axes. */
export interface PlanePanel {
  readonly kind: 'plane';
  readonly title?: string;
  readonly at: SweepPoint;
  readonly x: Axis;
  readonly y: Axis;
  readonly plots: readonly PlanePlot[];
}
export interface PlanePlot {
  readonly condition: string;
  readonly isReference: boolean;
  /** Index of the condition, for its colour. */
  readonly index: number;
  /** Under the name. */
  readonly note: string;
  readonly points: readonly { readonly seed: number; readonly re: Float64Array; readonly im: Float64Array }[];
  /** Around zero; the bulk of the points lies within a dashed one. */
  readonly circles: readonly { readonly label: string; readonly radius: number; readonly isDashed: boolean }[];
}

/** A positive number over a plane, a map per condition side by side, all on one logarithmic scale of colours. */
export interface SurfacePanel {
  readonly kind: 'surface';
  readonly title?: string;
  /** Of the colours. */
  readonly label: string;
  readonly plots: readonly SurfacePlot[];
}
export interface SurfacePlot {
  readonly condition: string;
  readonly isReference: boolean;
  readonly x: Axis;
  readonly y: Axis;
  /** Along each edge, in the middle of cells that fill the axes. */
  readonly points: number;
  /** Rows from the lowest y; NaN: none. */
  readonly values: Float64Array;
  readonly marks: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

/** Small maps of the same points in space, coloured around zero. Positions in metres. */
export interface MapsPanel {
  readonly kind: 'maps';
  readonly title?: string;
  readonly label: string;
  /** Left, top, and the lengths of the edges, in metres. */
  readonly extent: readonly [number, number, number, number];
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly maps: readonly {
    readonly name: string;
    readonly note: string;
    readonly values: Float64Array;
    readonly most: number;
  }[];
}

/** The colour of a fate: its place among the declared ones. `mixed`: only some states of an attractor have a fate. */
export type Tint = number | 'mixed' | 'undecided';

/** One bar, divided by what its parts are of the whole; each group's part again into its areas. */
export interface AreasPanel {
  readonly kind: 'areas';
  readonly title?: string;
  readonly groups: readonly AreaGroup[];
}
export interface AreaGroup {
  /** Named above the bar; empty where the areas speak for themselves. */
  readonly name: string;
  /** As it is written after the name: `62.5 %`. */
  readonly note: string;
  readonly areas: readonly Area[];
}
export interface Area {
  /** By which the figure's other panels name it. */
  readonly number: string;
  readonly name: string;
  /** `steady state`, `cycle of 4`. */
  readonly detail: string;
  readonly tint: Tint;
  /** Of the whole bar, 0 .. 1; all areas add up to 1. */
  readonly share: number;
  /** The share that was computed, as text; empty where the area has none of its own. */
  readonly note: string;
}

/** A bar per row, each divided by what its parts are of the whole. */
export interface SharesPanel {
  readonly kind: 'shares';
  readonly title?: string;
  readonly rows: readonly { readonly name: string; readonly parts: readonly SharePart[] }[];
}
export interface SharePart {
  readonly name: string;
  readonly tint: Tint;
  /** Of the bar, 0 .. 1. */
  readonly share: number;
  readonly note: string;
  readonly detail: string;
}

/** Attractors side by side: a column per state, a row per gene. */
export interface GridPanel {
  readonly kind: 'grid';
  readonly title?: string;
  readonly rows: readonly { readonly name: string; readonly isInput: boolean }[];
  readonly blocks: readonly GridBlock[];
}
export interface GridBlock {
  /** The network it is of, where a table holds several; blocks of one stand together. */
  readonly section?: string;
  readonly number: string;
  /** The fate; blocks of one fate stand together. */
  readonly name: string;
  readonly detail: string;
  readonly tint: Tint;
  /** `label`: the step of a cycle; empty where there is one column. */
  readonly columns: readonly { readonly label: string; readonly values: readonly GridValue[] }[];
}
/** 0 off, 1 on, between: the share of states in which it is on; `*`: free in a trap space. */
export type GridValue = number | '*';

export type Influence = '+' | '-' | 'both' | 'none';
export interface WiringEdge {
  /** Indices of nodes. */
  readonly source: number;
  readonly target: number;
  /** `absent`: only declared; the rule does not name the source. */
  readonly influence: Influence | 'absent';
  /** A declared sign that the rule does not bear out. */
  readonly contradicts?: '+' | '-';
}
export interface WiringNode {
  readonly name: string;
  readonly isInput: boolean;
  /** Held at a value: knocked out, or over-expressed. */
  readonly fixed?: 0 | 1;
  /** Indices of the fates whose definitions name it. */
  readonly fates: readonly number[];
}
/** Who regulates whom, around a circle in the order of the nodes, clockwise from the top. */
export interface WiringPanel {
  readonly kind: 'wiring';
  readonly title?: string;
  readonly nodes: readonly WiringNode[];
  readonly edges: readonly WiringEdge[];
  readonly fates: readonly string[];
}
/** Who regulates whom, gene by gene in lines: for networks whose edges would hide each other. */
export interface RegulatorsPanel {
  readonly kind: 'regulators';
  readonly title?: string;
  readonly nodes: readonly WiringNode[];
  readonly edges: readonly WiringEdge[];
  readonly fates: readonly string[];
}

/**
 * Every state and where it leads. Positions are in steps between neighbouring states, x to the right, y down, within
 * `extent`.
 */
export interface TransitionsPanel {
  readonly kind: 'transitions';
  readonly title?: string;
  readonly extent: readonly [number, number];
  readonly states: readonly {
    readonly text: string;
    readonly x: number;
    readonly y: number /** Of an attractor. */;
    readonly attractor?: { readonly number: string; readonly name: string; readonly tint: Tint };
  }[];
  readonly edges: readonly (readonly [number, number])[];
}

/** Labelled rows × columns; columns stand in groups, each column in its own unit and on its own scale. */
export interface HeatmapPanel {
  readonly kind: 'heatmap';
  readonly title?: string;
  readonly at: SweepPoint;
  readonly groups: readonly HeatmapGroup[];
  /** Cells in the order of all groups' columns. */
  readonly rows: readonly {
    readonly name: string;
    readonly isReference: boolean;
    readonly cells: readonly (HeatmapCell | null)[];
  }[];
}
export interface HeatmapGroup {
  /**
   * `difference`: from the reference, white at zero; the reference's own row holds its values. `value`: amounts, white
   * at zero.
   */
  readonly shows: 'difference' | 'value';
  readonly title: string;
  readonly columns: readonly {
    readonly name: string;
    readonly unit: string;
    readonly factor: number /** The size of a value of full colour. */;
    readonly most: number;
  }[];
}
export interface HeatmapCell {
  /** What the colour shows, in the measure's own unit. */
  readonly value: number;
  readonly text: string;
  readonly n: number;
  readonly isSignificant: boolean;
  /** After correction; null where there is no test. */
  readonly p: number | null;
}

/** Trials of a task, side by side: what is given and what is wanted, step by step. */
export interface TrialsPanel {
  readonly kind: 'trials';
  readonly title?: string;
  /** In steps; `factor` makes times of them. */
  readonly x: Axis;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly trials: readonly Trial[];
}
