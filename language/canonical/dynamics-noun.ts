/** Activity of a matrix without learning. */
import type { DynamicsNoun, Quantity } from '../specification.ts';
import { nounEntry, wordEntry } from '../vocabulary/index.ts';
import { connectOf } from './connect-noun.ts';
import { defaultQuantity } from './defaults.ts';
import { describe, type Description } from './description.ts';
import { quantityOf } from './canonical-expression.ts';
import { header } from './header-phrases.ts';
import { notYet, Refused } from './scope.ts';
import { has, last, needed, optional, type Read, settings, value } from './read-settings.ts';

export function dynamicsOf(description: Description): DynamicsNoun {
  const reads = settings(description);
  const [control] = description.controls;
  if (control) notYet(`\`${control.call.callee.text}\` of dynamics`, control.call.range);
  const model = last(reads, 'model'),
    run = needed(reads, 'run', description),
    bin = last(reads, 'bin'),
    noise = last(reads, 'noise');
  const tau = optional(last(reads, 'tau'), 'tau');
  if (tau && tau.base.kind === 'call') notYet('A distribution of `tau`', tau.range);
  const number = (found: Read, slot: string): Quantity => quantityOf(value(found, slot), found.scope.variables);
  const given = (name: string): Quantity => {
    const found = last(reads, name);
    return found && optional(found, name) ? number(found, name) : defaultQuantity(wordEntry(words, name) ?? {});
  };
  const option = (name: string): Quantity =>
    optional(run, name)
      ? number(run, name)
      : defaultQuantity(run.match.entry.options?.find((slot) => slot.name === name) ?? {});
  return {
    noun: 'dynamics',
    name: description.name,
    stream: description.stream,
    matrix: connectOf(matrixOf(description)),
    model: 'linear',
    ...(has(model, 'relu') && { activation: 'relu' as const }),
    discrete: has(model, 'discrete'),
    tau: given('tau'),
    dt: given('dt'),
    noise: given('noise'),
    perStep: has(noise, 'per'),
    run: { duration: number(run, 'duration'), discard: option('discard'), starts: option('starts') },
    ...(bin && { bin: number(bin, 'bin') }),
  };
}
const words = nounEntry('dynamics')?.words ?? [];

/** What describes the matrix it runs on: `matrix` if it is there, else the header. */
export function matrixOf(description: Description): Description {
  const replaced = last(settings(description), 'matrix');
  const given = replaced ? { value: value(replaced, 'matrix'), scope: replaced.scope } : header(description, 'of');
  if (!given)
    throw new Refused(
      `\`dynamics ${description.name}\` needs \`of\` and the name of a \`connect\`.`,
      description.declaration.name.range,
    );
  return describe(given.value, given.scope);
}
