import assert from 'node:assert/strict';
import type { GeneNetwork } from '../../engine/genes/index.ts';
import { readBnet } from '../../formats/index.ts';

/** A network from rules as text; fates as `{ neuron: 'Tbr1 & !Hes1' }`. Inputs named in `inputs` come first. */
export function networkOf(
  rules: string,
  fates: Readonly<Record<string, string>> = {},
  changes: Partial<GeneNetwork> = {},
): GeneNetwork {
  const { genes, inputs, problems } = readBnet(rules);
  assert.deepEqual(problems, []);
  return {
    genes,
    inputs,
    fates: Object.entries(fates).map(([name, rule]) => ({ name, rule: ruleOf(rule) })),
    signs: [],
    update: 'synchronous',
    fixed: {},
    ...changes,
  };
}
export const ruleOf = (text: string) => readBnet(`x, ${text}`).genes[0].rule;

/** The gene rules of `examples/rapid-learning.anl`. */
export const mouse = (changes: Partial<GeneNetwork> = {}) =>
  networkOf(
    `Sox2,    Sox2 & !Tbr1
     Pax6,    Sox2
     Hes1,    Niche & !Neurog2
     Neurog2, (Pax6 | Neurog2) & !Hes1
     Tbr1,    Tbr1 | Neurog2 & !Hes1`,
    { progenitor: 'Sox2 & Hes1', neuron: 'Tbr1 & !Hes1' },
    { update: 'asynchronous', ...changes },
  );
