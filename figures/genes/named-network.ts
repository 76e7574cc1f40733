import type { GeneNetwork } from '../../engine/genes/index.ts';
import type { Tint } from '../figure.ts';

/** A network as figures name it: a declaration has a name, a bare network none. */
export type NamedNetwork = GeneNetwork & { readonly name?: string };

/** The colour of what an attractor or a state is named by: a declared fate, `mixed` or `undecided`. */
export function tintOf(network: GeneNetwork, fate: string): Tint {
  const index = network.fates.findIndex(({ name }) => name === fate);
  return index >= 0 ? index : fate === 'mixed' ? 'mixed' : 'undecided';
}
export function titled(what: string, network: NamedNetwork): string {
  return network.name ? `${what} of ${network.name}` : what;
}
/** `62.5 %`; what is not zero never reads as zero. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return '< 0.1\u00a0%';
  if (share < 1 && share > 0.9995) return '> 99.9\u00a0%';
  return `${Number((share * 100).toFixed(1))}\u00a0%`;
}
/** `1 state`, `1,024 states`. */
export function counted(count: number | string, one: string, several = `${one}s`): string {
  const text = typeof count === 'number' ? count.toLocaleString('en') : grouped(count);
  return `${text} ${text === '1' ? one : several}`;
}
/** A decimal integer of any length, in groups of three digits; beyond 15 digits as a power of ten. */
function grouped(digits: string): string {
  if (digits.length > 15) return `${digits[0]}.${digits.slice(1, 3)} × 10^${digits.length - 1}`;
  return Number(digits).toLocaleString('en');
}
/** Genes that are knocked out or over-expressed, and inputs that are held: `with Pax6 = 0 and light = 1`. */
export function heldSentence(network: GeneNetwork): string | undefined {
  const held = Object.entries(network.fixed).map(([name, value]) => `${name} = ${value}`);
  if (held.length === 0) return undefined;
  return held.length <= 6
    ? `Held: ${held.join(', ')}.`
    : `Held: ${held.slice(0, 6).join(', ')} and ${held.length - 6} more.`;
}
