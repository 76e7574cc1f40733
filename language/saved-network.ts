/** A network that begins as a file has it: whether the file is of such a network. */
import type { RateNetworkHeader } from '../formats/index.ts';
import type { Settled } from './canonical/instantiate.ts';
import type { NetworkNoun } from './specification.ts';

/** What the file of another network has otherwise, and what to do; undefined where it can begin so. */
export function unlikeSaved(
  { input, readout, recurrent, overTime }: Settled<NetworkNoun>,
  neurons: number | undefined,
  saved: RateNetworkHeader,
): string | undefined {
  const counted: readonly (readonly [word: string, number | undefined, number | undefined])[] = [
    ['neurons', neurons, saved.neurons],
    ['input', input.size, saved.inputs],
    ['readout', readout.size, saved.outputs],
  ];
  const [other] = counted.filter(([, own, its]) => own !== undefined && its !== undefined && own !== its);
  if (other) {
    const [word, own, its] = other,
      what = { neurons: 'neurons', input: 'inputs', readout: 'outputs' }[word];
    return `it has ${its} ${what}, and this network ${own}. Write \`${word} ${its}\`, or name the file of another.`;
  }
  const activation = overTime?.activation?.name ?? recurrent?.activation ?? 'identity';
  if (activation !== saved.activation) {
    const remedy =
      saved.activation === 'identity' ? 'Leave the activation out' : `Write \`activation ${saved.activation}\``;
    return (
      `its activation is ${spoken(saved.activation)}, and that of this network ${spoken(activation)}. ${remedy}, or ` +
      'name the file of another.'
    );
  }
  const inTime = overTime?.time !== undefined;
  if (inTime === (saved.dt !== undefined)) return undefined;
  return inTime
    ? 'it runs in steps, and this network in time. Leave `tau` and `dt` out, or name the file of another.'
    : `it runs in time, and this network in steps. Write \`tau\` and \`dt ${saved.dt} s\`, or name the file of ` +
        'another.';
}
const spoken = (activation: string): string => (activation === 'identity' ? 'the identity' : `\`${activation}\``);

/** A file that stands beside another, by how that one is referred to. */
export const besideOf = (reference: string, name: string): string => reference.replace(/[^/\\]*$/, '') + name;
