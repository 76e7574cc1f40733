import type { Settled } from '../canonical/instantiate.ts';
import type { ConnectNoun } from './connect-noun.ts';

/** The matrix before its synapses were scaled: what its neurons are, scaling does not change. */
export const unscaled = <Connect extends ConnectNoun | Settled<ConnectNoun>>(connect: Connect): Connect =>
  connect.source.kind === 'scaled' ? unscaled(connect.source.dynamics.matrix as Connect) : connect;
/** How the synapses of a matrix are scaled. */
export type ScaledMatrixSource = Extract<ConnectNoun['source'], { readonly kind: 'scaled' }>;
