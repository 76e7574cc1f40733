/** Networks that begin as files have them. */
import { actingWeights } from '../engine/recurrent/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import { unlikeSaved } from '../language/saved-network.ts';
import type { NetworkNoun } from '../language/specification.ts';
import { applyControls, type Circuits, type Given, type Wiring } from './circuits.ts';
import { Failure } from './failure.ts';

/**
 * What a network is wired by: its matrix, or, where it begins as a file has it, the weights of that with what the
 * matrix knows of its neurons.
 * @throws Failure for the file of another network
 */
export function wiringOfNetwork(
  noun: Settled<NetworkNoun>,
  circuits: Circuits,
  seed: number,
  wire: (given: Given) => Wiring,
  given: Given = {},
): Wiring {
  const { name, begun } = noun;
  if (!begun) return wire(given);
  const { accept: _, ...others } = given;
  const own = wire(others),
    saved = circuits.saved(begun.path),
    unlike = unlikeSaved(noun, own.matrix.size, { ...saved.shape, files: [] });
  if (unlike) throw new Failure('usage', `${name} cannot start from ${begun.path}: ${unlike} (N079)`);
  const values = actingWeights(saved.shape, saved.parameters.recurrent);
  const { matrix } = applyControls({ size: saved.shape.neurons, values }, { name, controls: begun.controls }, seed);
  // where a control has moved weights, signs and mask are those of where they are
  const { signs: _signs, mask: _mask, ...plain } = saved.shape;
  return { ...own, matrix, saved: begun.controls.length > 0 ? { ...saved, shape: plain } : saved };
}
