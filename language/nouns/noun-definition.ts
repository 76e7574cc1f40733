import type { NounEntry, NounKind } from '../../catalogue/entry.ts';
import type { Description } from '../canonical/description.ts';

/** A kind of noun: what may stand in it, and what it means. */
export interface NounDefinition<Kind extends NounKind, Form extends { readonly noun: Kind; readonly name: string }> {
  readonly entry: NounEntry<Kind>;
  /** Its canonical form. @throws Refused for what cannot run */
  readonly formOf: (description: Description) => Form;
}
