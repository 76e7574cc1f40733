/** How a circuit grows. */
import type { GrowthProgram, Homeostasis, SynapseRule } from '../../engine/development/growth-program.ts';
import type { Expression as Canonical } from '../../engine/expressions/expression.ts';
import type { Value } from '../../grammar/tree.ts';
import type { CallForm } from '../../catalogue/forms.ts';
import { meaningOf, toSI } from '../../catalogue/units.ts';
import { canonical, quantityOf, timeOf } from '../canonical/canonical-expression.ts';
import { changeFormOf } from '../canonical/control-form.ts';
import { defaultQuantity } from '../canonical/defaults.ts';
import { describeAs, type Description, inForce } from '../canonical/description.ts';
import { header } from '../canonical/header-phrases.ts';
import {
  all,
  last,
  needed,
  optional,
  read,
  type Read,
  settings,
  statementsOf,
  value,
  values,
  word,
} from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import type { Quantity } from '../varying.ts';
import { wordEntry } from '../vocabulary/index.ts';
import { developEntry } from './develop-words.ts';
import { type GenesNoun, genesOf } from './genes-noun.ts';
import type { NounDefinition } from './noun-definition.ts';

export interface DevelopNoun extends Omit<GrowthProgram, 'controls'> {
  readonly noun: 'develop';
  readonly name: string;
  readonly stream: string;
  readonly genes: GenesNoun;
  /** Innermost first; they draw from the stream of the noun. */
  readonly controls: readonly CallForm[];
}

export function developOf(description: Description): DevelopNoun {
  const reads = settings(description);
  const from = header(description, 'from');
  if (!from)
    throw new Refused(
      `\`develop ${description.name}\` needs \`from\` and the name of its genes.`,
      description.declaration.name.range,
    );
  const numeric = (given: Quantity): number => given as number; // a `vary` variable stands in until a job is made
  const spaceRead = needed(reads, 'space', description);
  const stepRead = needed(reads, 'step', description);
  const step = quantityOf(value(stepRead, 'duration'), stepRead.scope.variables);
  const time = (found: Read, slot: string): number => numeric(timeOf(value(found, slot), step, found.scope.variables));
  const plain = (found: Read, slot: string): number => numeric(quantityOf(value(found, slot), found.scope.variables));
  const stopRead = needed(reads, 'stop', description),
    scale = last(reads, 'scale');
  const signals = inForce(description).flatMap(({ statement, scope }) =>
    statement.kind === 'definition' && statement.word.text === 'signal'
      ? [{ name: statement.name.text, expression: canonical(statement.value, scope.variables) }]
      : [],
  );
  return {
    noun: 'develop',
    name: description.name,
    stream: description.stream,
    genes: genesOf(describeAs('genes', from.value, from.scope)),
    space: values(spaceRead, 'lengths').map((given) => numeric(quantityOf(given, spaceRead.scope.variables))),
    step: numeric(step),
    stop: time(stopRead, 'at'),
    start: startOf(last(reads, 'start')),
    signals: sorted(signals, ({ name }) => name),
    divide: sorted(
      all(reads, 'divide').map((found) => {
        const until = optional(found, 'until'),
          spread = optional(found, 'spread');
        return {
          fate: word(value(found, 'fate')),
          every: time(found, 'every'),
          ...(until && { until: plain(found, 'until') }),
          spread: spread
            ? plain(found, 'spread')
            : defaultQuantity(found.match.entry.options?.find(({ name }) => name === 'spread') ?? {}),
        };
      }),
      ({ fate }) => fate,
    ),
    migrate: sorted(
      all(reads, 'migrate').map((found) => ({
        fate: word(value(found, 'fate')),
        along: word(value(found, 'along')) === 'inward' ? ('inward' as const) : ('outward' as const),
        speed: plain(found, 'speed'),
      })),
      ({ fate }) => fate,
    ),
    synapses: sorted(
      all(reads, 'synapse').map((found) => synapseOf(found, step)),
      ({ pre, post }) => `${pre} ${post}`,
    ),
    ...(scale && { homeostasis: homeostasisOf(scale) }),
    controls: description.controls.map(changeFormOf),
  };
}
function homeostasisOf(found: Read): Homeostasis {
  const option = (name: string): number => {
    const given = optional(found, name);
    return (
      given
        ? quantityOf(given, found.scope.variables)
        : defaultQuantity(found.match.entry.options?.find((slot) => slot.name === name) ?? {})
    ) as number;
  };
  return {
    target: quantityOf(value(found, 'target'), found.scope.variables) as number,
    perStep: option('rate'),
    background: option('background'),
  };
}
/** The order of statements means nothing, so their canonical order is by name. */
const sorted = <T>(items: readonly T[], name: (item: T) => string): readonly T[] =>
  [...items].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));

function startOf(found: Read | undefined): DevelopNoun['start'] {
  if (!found) return { count: 1, place: 'centre' };
  const fate = optional(found, 'fate'),
    place = optional(found, 'place');
  const on = found.match.block?.statements.flatMap((statement) =>
    statement.kind === 'setting' && statement.word.text === 'on' ? statement.items.map((item) => word(item.value)) : [],
  );
  return {
    count: quantityOf(value(found, 'count'), found.scope.variables) as number,
    ...(fate && { fate: word(fate) }),
    ...(on && on.length > 0 && { on }),
    place: place && word(place) === 'uniform' ? 'uniform' : 'centre',
  };
}

function synapseOf(found: Read, step: Quantity): SynapseRule {
  const words = found.match.entry.block ?? [];
  const inner = read(statementsOf(found.match.block?.statements ?? [], found.scope), words);
  const expression = (name: string): Canonical | undefined => {
    const given = optional(last(inner, name), name);
    return given && canonical(given.base, found.scope.variables);
  };
  const probability = optional(last(inner, 'probability'), 'probability');
  if (!probability) throw new Refused('`synapse` needs `probability`.', found.match.setting.range);
  const per = optional(last(inner, 'probability'), 'per');
  const prune = expression('prune');
  const strengthen = last(inner, 'strengthen');
  return {
    pre: word(value(found, 'pre')),
    post: word(value(found, 'post')),
    probability: perSecond(canonical(probability.base, found.scope.variables), per),
    perSecond: per !== undefined,
    weight: expression('weight') ?? defaultQuantity(wordEntry(words, 'weight') ?? {}),
    ...(prune !== undefined && { prune }),
    ...(strengthen && {
      strengthen: {
        factor: quantityOf(value(strengthen, 'factor'), strengthen.scope.variables) as number,
        every: timeOf(value(strengthen, 'every'), step, strengthen.scope.variables) as number,
        until: quantityOf(value(strengthen, 'until'), strengthen.scope.variables) as number,
      },
    }),
  };
}

/** `p per h` in 1/s. */
function perSecond(probability: Canonical, per: Value | undefined): Canonical {
  if (!per) return probability;
  const seconds = toSI(1, meaningOf(word(per)));
  return typeof probability === 'number' ? probability / seconds : { call: '/', arguments: [probability, seconds] };
}

export const develop: NounDefinition<'develop', DevelopNoun> = { entry: developEntry, formOf: developOf };
