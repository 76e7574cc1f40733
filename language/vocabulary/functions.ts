/**
 * Functions: mathematics, and those of the catalogue: distributions, controls and interventions (noun → noun),
 * optimisers, schedules, activations, penalties.
 */
import { activationEntries } from '../../catalogue/activation-words.ts';
import { controlEntries } from '../../catalogue/controls/index.ts';
import { distributionEntries } from '../../catalogue/distributions.ts';
import { initialisationEntries } from '../../catalogue/initialisations.ts';
import { optimiserEntries } from '../../catalogue/optimisers.ts';
import { penaltyEntries } from '../../catalogue/penalties.ts';
import { scheduleEntries } from '../../catalogue/schedules.ts';
import { length } from '../../catalogue/units.ts';
import type { FunctionEntry, Slot, Type } from '../../catalogue/entry.ts';
import { named, noun, over, quantity } from '../../catalogue/entry.ts';
import { prefix } from '../../grammar/words.ts';

const any = over('any', '0.5');
const parameter = (name: string, type: Type, documentation: string, extra: Partial<Slot> = {}): Slot => ({
  name,
  type,
  documentation,
  ...extra,
});
const x = parameter('x', any, 'A number.');

const mathematics: readonly FunctionEntry[] = [
  ...(
    [
      ['exp', 'e to the power x'],
      ['log', 'natural logarithm'],
      ['sqrt', 'square root'],
      ['abs', 'magnitude'],
      ['tanh', 'hyperbolic tangent'],
    ] as const
  ).map(
    ([name, documentation]): FunctionEntry => ({
      name,
      result: 'number',
      parameters: [x],
      documentation: `${documentation}.`,
      example: `${name}(0.5)`,
    }),
  ),
  {
    name: 'min',
    result: 'number',
    parameters: [x, parameter('others', any, 'More numbers.', { many: true })],
    documentation: 'The smallest.',
    example: 'min(1, distance / 1 mm)',
  },
  {
    name: 'max',
    result: 'number',
    parameters: [x, parameter('others', any, 'More numbers.', { many: true })],
    documentation: 'The largest.',
    example: 'max(0, similarity)',
  },
  {
    name: 'if',
    result: 'number',
    parameters: [
      parameter('condition', over('boolean', 'same_group'), 'A condition.'),
      parameter('then', any, 'If it holds.'),
      parameter('otherwise', any, 'If not.'),
    ],
    documentation: 'One of two values.',
    example: 'if(same_group, 0.5, 0.1)',
  },
  {
    name: 'neighbours',
    result: 'number',
    parameters: [
      parameter('fate', named('fate', 'progenitor'), 'The fate that counts.'),
      parameter('within', quantity(length, { least: 0 }), 'The distance.'),
    ],
    documentation: 'Number of other cells of a fate within a distance; without the cell itself.',
    example: 'neighbours(progenitor, within: 60 um)',
  },
];

/** What a network is after the training of its experiment. */
const trained: FunctionEntry = {
  name: prefix,
  isPrefix: true,
  result: 'connect',
  parameters: [parameter('network', noun('network'), 'A network that the experiment teaches or trains.')],
  documentation:
    'The recurrent weights of a network after the training of the experiment: a matrix like any other, which has a ' +
    'spectrum, modes, and lesions.',
  example: 'trained rnn',
};

/** What a dynamics has made of its matrix. */
const tuned: FunctionEntry = {
  name: 'tuned',
  isOfDynamics: true,
  result: 'connect',
  parameters: [parameter('dynamics', noun('dynamics'), 'A dynamics that scales its synapses.')],
  documentation:
    'The matrix of a dynamics after `scale synapses to …`: a matrix like any other, which a network can begin with. ' +
    '`connect edge from echo` is the same with a name.',
  preserves: 'number of neurons, which pairs are connected',
  example: 'tuned(echo)',
};

export const functions: readonly FunctionEntry[] = [
  trained,
  tuned,
  ...mathematics,
  ...penaltyEntries,
  ...distributionEntries,
  ...initialisationEntries,
  ...controlEntries,
  ...optimiserEntries,
  ...scheduleEntries,
  ...activationEntries,
];
