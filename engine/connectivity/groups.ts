/** Groups of neurons: of equal size, or named ones, each a share of the neurons or a number of them. */
import type { Quantity } from '../expressions/index.ts';

/** `share` 0 .. 1 of all neurons; the groups stand in their order, neurons 0, 1, … in the first. */
export type NamedGroup =
  | { readonly group: string; readonly share: number }
  | { readonly group: string; readonly neurons: number };
export type Groups = number | readonly NamedGroup[];

/**
 * How many neurons each group has. Of equal groups the first are one larger where it does not divide. Shares are
 * rounded down, and what is left goes to those that lost most by it, of two alike to the earlier one: 80 % and 20 % of
 * 401 are 321 and 80. @throws RangeError where the groups are not those of so many neurons
 */
export function groupSizes(neurons: number, groups: Groups): readonly number[] {
  if (typeof groups === 'number') {
    if (!(Number.isInteger(groups) && groups >= 1 && groups <= neurons))
      throw new RangeError(`${neurons} neurons cannot be put in ${groups} groups`);
    return Array.from(
      { length: groups },
      (_, group) => Math.ceil(((group + 1) * neurons) / groups) - Math.ceil((group * neurons) / groups),
    );
  }
  const sizes = groups.some((group) => 'neurons' in group) ? counted(neurons, groups) : shared(neurons, groups);
  const empty = groups.find((_, place) => sizes[place] < 1);
  if (empty) throw new RangeError(`the group ${empty.group} has no neuron of the ${neurons}`);
  return sizes;
}
function counted(neurons: number, groups: readonly NamedGroup[]): readonly number[] {
  const sizes = groups.map((group) => {
    if (!('neurons' in group)) throw new RangeError('groups are all shares, or all numbers of neurons');
    return group.neurons;
  });
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum !== neurons || !sizes.every(Number.isInteger))
    throw new RangeError(`the groups have ${sum} neurons together, and there are ${neurons}`);
  return sizes;
}
function shared(neurons: number, groups: readonly NamedGroup[]): readonly number[] {
  const shares = groups.map((group) => ('share' in group ? group.share : 0));
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!(Math.abs(sum - 1) < 1e-9))
    throw new RangeError(
      `the groups are ${Number((100 * sum).toPrecision(6))} % of the neurons together, and not 100 %`,
    );
  const exact = shares.map((share) => share * neurons),
    // 0.8 · 400 may lie a rounding below 320
    sizes = exact.map((size) => Math.floor(size + 1e-9));
  const order = exact.map((_, place) => place).sort((a, b) => exact[b] - sizes[b] - (exact[a] - sizes[a]) || a - b);
  const left = neurons - sizes.reduce((total, size) => total + size, 0);
  for (const place of order.slice(0, left)) sizes[place]++;
  return sizes;
}

/** By neuron, the turn of its group. @throws RangeError as `groupSizes` */
export const groupOfEach = (neurons: number, groups: Groups): Int32Array =>
  Int32Array.from(groupSizes(neurons, groups).flatMap((size, group) => Array.from({ length: size }, () => group)));

/** The groups of fewer neurons of the same kind. */
export function fewerGroups(groups: Groups, neurons: number, fewer: number): Groups {
  if (typeof groups === 'number') return Math.min(groups, fewer);
  return groups.map((group) => ('share' in group ? group : { group: group.group, share: group.neurons / neurons }));
}

/** What a condition over a neuron may speak of: its `group`, a number from 1 or one of the names. */
export function namesOfGroups(groups: Groups | undefined): Readonly<Record<string, Quantity<number>>> {
  if (typeof groups !== 'object') return { group: { kind: 'number', read: (group) => group + 1 } };
  return {
    ...Object.fromEntries(groups.map(({ group: name }) => [name, { kind: 'string', constant: name }] as const)),
    group: { kind: 'string', read: (group) => groups[group].group },
  };
}
/** `1 to 5`, `E, I`. */
export const groupsText = (groups: Groups): string =>
  typeof groups === 'number' ? `1 to ${groups}` : groups.map(({ group }) => group).join(', ');
