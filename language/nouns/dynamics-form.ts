/** What a dynamics is, whatever its matrix is: matrices that a dynamics has made rest on this. */
import type { DriveForm, LawForm } from '../../catalogue/laws-of-motion.ts';
import type { Quantity } from '../varying.ts';

/** Activity of a matrix without learning. Times in seconds. Noise is keyed by `stream`; the matrix by its own. */
export interface DynamicsForm<Matrix> {
  readonly noun: 'dynamics';
  readonly name: string;
  readonly stream: string;
  /** Its synapses scaled, where the text says so. */
  readonly matrix: Matrix;
  /** The law that it follows, and its settings by name. */
  readonly motion: LawForm['motion'];
  readonly takes: LawForm['takes'];
  readonly run: { readonly duration: Quantity; readonly discard: Quantity; readonly starts: Quantity };
  readonly bin?: Quantity;
  /** Absent: nothing drives it. */
  readonly drive?: DriveForm;
}
