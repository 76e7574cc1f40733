/** What `plot` draws besides measures. */
import type { NounKind } from '../entry.ts';
import type { Curve } from '../finding.ts';
import type { ShownUnit } from '../quantities.ts';
import type { Described } from '../parameters.ts';
import type { Need } from '../measures/measure-record.ts';
import type { Study } from '../study.ts';

/** A picture of a run, made from what its folder holds: its drawing stands under its name in the figures. */
export interface Picture extends Pick<Described, 'documentation'> {
  /** Of which nouns it is drawn: one at least that a condition is, or depends on. */
  readonly of: readonly NounKind[];
  /** What it is drawn `by`, where it is: one drawing for each word. */
  readonly by?: Readonly<Record<string, string>>;
  /** Nothing is drawn of it without `by`. */
  readonly onlyBy?: true;
  /** Of networks where an experiment trains them over trials. */
  readonly ofTrained?: true;
  /** Which of its drawings need neurons that have places: all, or one `by`. */
  readonly placed?: true | string;
  /** A measure that finds what is drawn. */
  readonly foundBy?: readonly string[];
}
export interface PlotAxis extends ShownUnit {
  readonly label: string;
  readonly scale: 'linear' | 'log';
}
/** `target`: what it is to come to. `quantity`: what y is, where the record does not say it. */
export interface PlottedCurve extends Curve {
  readonly target?: number;
  readonly quantity?: string;
}
/**
 * A curve for each condition and seed, found where the condition is computed and kept in the run's folder: the record
 * is all there is of it. `find` gives x in `steps` and y in `values`, in SI units; the axes say how they are read.
 */
export interface CurvePlot extends Described {
  readonly needs: readonly Need[];
  readonly x: PlotAxis;
  readonly y: PlotAxis & { readonly limits?: readonly [number, number] };
  /** @throws NotApplicable, RangeError with the reason, where there is no such curve. */
  readonly find: (study: Study) => PlottedCurve;
}
