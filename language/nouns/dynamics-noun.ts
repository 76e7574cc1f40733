/** Activity of a matrix without learning. */
import {
  type Choice,
  choice,
  columnOf,
  count,
  flag,
  noun,
  type NounEntry,
  over,
  quantity,
  type Type,
  type Word,
} from '../../catalogue/entry.ts';
import {
  type DriveForm,
  givenOn,
  type LawForm,
  lawOf,
  modelChoices,
  modelFlags,
  noisePlaces,
  type MotionForm,
  motionSettings,
  takesOfLaw,
  usualModel,
} from '../../catalogue/laws-of-motion.ts';
import { type CountedName, isCountedName } from '../../catalogue/spiking-model.ts';
import { time } from '../../catalogue/units.ts';
import { scaleWord } from '../../catalogue/scaling-rules.ts';
import type { DrawnForm } from '../../catalogue/forms.ts';
import { formOf } from '../canonical/call-form.ts';
import { quantityOf } from '../canonical/canonical-expression.ts';
import { defaultQuantity } from '../canonical/defaults.ts';
import { describeAs, type Description } from '../canonical/description.ts';
import { distributionForm } from '../canonical/distribution-form.ts';
import { header } from '../canonical/header-phrases.ts';
import { has, last, needed, optional, type Read, settings, value, word } from '../canonical/read-settings.ts';
import { notYet, Refused } from '../canonical/scope.ts';
import { settingForms } from '../canonical/setting-forms.ts';
import type { Quantity } from '../varying.ts';
import { type ConnectNoun, connectOf } from './connect-noun.ts';
import { tableValuesOf } from './drawn-values.ts';
import type { DynamicsForm } from './dynamics-form.ts';
import { dynamicsAreReadBy } from './dynamics-within.ts';
import type { NounDefinition } from './noun-definition.ts';
import { scalingOf } from './scaled-source.ts';
import { fromTable } from './table-words.ts';
import { countedFormOf, inNanoamperes, spikingBlock } from './spiking-words.ts';

export type DynamicsNoun = DynamicsForm<ConnectNoun>;

function dynamicsOf(description: Description): DynamicsNoun {
  const reads = settings(description);
  const [control] = description.controls;
  if (control) notYet(`\`${control.call.callee.text}\` of dynamics`, control.call.range);
  const run = needed(reads, 'run', description),
    bin = last(reads, 'bin'),
    drive = last(reads, 'drive');
  const number = (found: Read, slot: string): Quantity => quantityOf(value(found, slot), found.scope.variables);
  const option = (name: string): Quantity =>
    optional(run, name)
      ? number(run, name)
      : defaultQuantity(run.match.entry.options?.find((slot) => slot.name === name) ?? {});
  const dynamics: DynamicsNoun = {
    noun: 'dynamics',
    name: description.name,
    stream: description.stream,
    matrix: connectOf(matrixOf(description)),
    ...motionFormOf(reads),
    run: { duration: number(run, 'duration'), discard: option('discard'), starts: option('starts') },
    ...(bin && { bin: number(bin, 'bin') }),
    ...(drive && { drive: driveFormOf(drive) }),
  };
  const scale = last(reads, 'scale');
  return scale ? { ...dynamics, matrix: scaledBy(dynamics, scale) } : dynamics;
}
/** The matrix as the dynamics has scaled it; it keeps its name, for it is the same matrix later. */
function scaledBy(dynamics: DynamicsNoun, scale: Read): ConnectNoun {
  const { matrix, motion } = dynamics;
  return {
    noun: 'connect',
    name: matrix.name,
    stream: matrix.stream,
    source: { kind: 'scaled', dynamics, scaling: scalingOf(scale, isCountedName(motion)) },
    controls: [],
    unitRows: false,
  };
}

/** The model, with what stands behind it and behind the noise. */
function motionFormOf(reads: readonly Read[]): LawForm {
  const model = last(reads, 'model'),
    named = optional(model, 'model'),
    noise = last(reads, 'noise'),
    on = optional(noise, 'on');
  if (model && named && isCountedName(word(named))) return countedFormOf(word(named) as CountedName, model, reads);
  const hasFlag = (flag: string): boolean => has(model, flag);
  const motion = lawOf(named ? word(named) : usualModel, hasFlag);
  const written: MotionForm['takes'] = {
    ...givenOn(hasFlag),
    noiseScale: has(noise, 'per') ? 'step' : 'diffusion',
    noiseOn: on ? word(on) : 'state',
  };
  const forms = settingForms(reads, takesOfLaw(motion));
  return {
    motion,
    takes: Object.fromEntries(
      Object.entries(forms).map(([name, form]) => [name, written[name] ?? drawnForm(reads, name) ?? form]),
    ),
  };
}

/** What each neuron draws from a table, where a statement says so. */
function drawnForm(reads: readonly Read[], name: string): DrawnForm | undefined {
  const drawn = tableValuesOf(last(reads, name), name);
  return drawn && { drawn };
}

const driven: Type = { ...over('any', 'uniform(-0.5, 0.5)'), calls: ['distribution'] };
/** A number, or what is drawn in each step. */
function driveFormOf(found: Read): DriveForm {
  const { base } = value(found, 'drive'),
    law = distributionForm(base, found.scope);
  return {
    by: law ?? inNanoamperes(base) ?? formOf(base, { name: 'drive', type: driven, documentation: '' }, found.scope),
    independent: has(found, 'independent'),
  };
}

/** What describes the matrix it runs on: `matrix` if it is there, else the header. */
export function matrixOf(description: Description): Description {
  const replaced = last(settings(description), 'matrix');
  const given = replaced ? { value: value(replaced, 'matrix'), scope: replaced.scope } : header(description, 'of');
  if (!given)
    throw new Refused(
      `\`dynamics ${description.name}\` needs \`of\` and the name of a \`connect\`.`,
      description.declaration.name.range,
    );
  return describeAs('connect', given.value, given.scope);
}

const duration = { ...quantity(time, { positive: true }), example: '20 ms' };
const study = 'the critical-initialisation study (Pachitariu et al. 2026)';
const oneOf = (words: readonly Choice[]): Type => ({
  says: `one of ${words.map(({ word }) => `\`${word}\``).join(', ')}`,
  example: words[0].word,
  words,
});
/** What can stand behind the settings of a motion. */
const besides: Readonly<Record<string, (word: Word) => Partial<Word>>> = {
  tau: ({ items }) => ({
    items: items?.map((item) => ({ ...item, optional: true })),
    ...fromTable(
      'A column of a table: each neuron has the value of a cell that is drawn from it, with replacement, once for a ' +
        'seed. All that the neurons of one seed draw from one table is of the same cells.',
      columnOf(time, 'cells.tau'),
    ),
  }),
  noise: () => ({
    labels: {
      per: [
        {
          name: 'per',
          documentation: '`per step`: inside the bracket, as published.',
          type: choice(['step', 'Inside the bracket, without the root.']),
        },
      ],
      on: [
        {
          name: 'on',
          documentation: 'Where it enters.',
          type: noisePlaces,
        },
      ],
    },
  }),
};

const dynamicsEntry: NounEntry<'dynamics'> = {
  noun: 'dynamics',
  documentation:
    'Activity of a matrix without learning: k runs side by side from x ~ N(0, 1), by Euler’s method. Runs ' +
    'are pooled, no lag crosses from one into the next, and they are no replicates: the resampling unit is the seed.',
  example:
    'dynamics rest of wild { model linear;  tau 20 ms;  dt 2 ms;  noise 1;  run 120 s, discard 8 s, starts ' +
    '80;  bin 46 ms }',
  labels: { of: [{ name: 'of', type: noun('connect'), documentation: 'The matrix that runs.' }] },
  requires: ['of'],
  words: [
    {
      word: 'model',
      documentation: 'The equation of a neuron.',
      example: 'model linear',
      items: [
        {
          name: 'model',
          documentation: 'The model.',
          type: oneOf(modelChoices),
        },
      ],
      options: modelFlags,
      block: spikingBlock,
      default: { text: usualModel, source: `equation 1 of ${study}` },
    },
    {
      word: 'matrix',
      documentation: 'In an override: the matrix it runs on.',
      example: 'matrix wild { spectrum max gain }',
      items: [{ name: 'matrix', documentation: 'A matrix.', type: noun('connect') }],
    },
    ...motionSettings.map((word) => ({ ...word, ...besides[word.word]?.(word) })),
    {
      word: 'drive',
      documentation:
        'What drives the neurons, inside the bracket: a constant into each, or one number u(t) drawn in each ' +
        'step, which each neuron weights by its own w ~ U(−1, 1), drawn once for a seed. `independent`: each neuron ' +
        'draws its own, unweighted.',
      example: 'drive uniform(-0.5, 0.5)',
      items: [
        {
          name: 'drive',
          documentation: 'A constant or a distribution.',
          type: driven,
        },
      ],
      options: [
        {
          name: 'independent',
          optional: true,
          type: flag,
          documentation: 'Each neuron draws its own number, unweighted.',
        },
      ],
    },
    {
      word: 'run',
      required: true,
      documentation: 'Duration of each run. `discard` lies inside it; `starts k`: k runs of one matrix, pooled.',
      example: 'run 60 s, discard 8 s, starts 8',
      items: [{ name: 'duration', documentation: 'A time.', type: duration }],
      options: [
        {
          name: 'discard',
          optional: true,
          documentation: 'Left out at the beginning of each run.',
          type: quantity(time, { least: 0 }),
          default: {
            text: '0 s',
            source: 'choice of this language: nothing is left out unasked (the study leaves out 8 s)',
          },
        },
        {
          name: 'starts',
          optional: true,
          documentation: 'Number of runs.',
          type: count('starts', '8', 1),
          default: { text: '1', source: 'choice of this language (the study runs 80)' },
        },
      ],
    },
    {
      word: 'bin',
      documentation: 'Width of the bins in which activity is averaged; without it every step is kept.',
      example: 'bin 46 ms',
      items: [{ name: 'bin', documentation: 'A time.', type: duration }],
    },
    scaleWord,
    {
      word: 'stream',
      documentation: 'Pins the key of the random draws.',
      example: 'stream "rest"',
      items: [{ name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"rest"', file: true } }],
    },
  ],
};

export const dynamics: NounDefinition<'dynamics', DynamicsNoun> = { entry: dynamicsEntry, formOf: dynamicsOf };
dynamicsAreReadBy(dynamicsOf);
