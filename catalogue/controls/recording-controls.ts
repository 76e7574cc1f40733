/** Surrogates of a recording, drawn per seed. */
import {
  jittered,
  type Key,
  phaseRandomised,
  shifted,
  shuffledBins,
  shuffledTimes,
} from '../../engine/activity/index.ts';
import type { Activity } from '../../engine/dynamics/index.ts';
import { quantity } from '../entry.ts';
import {
  type Arguments,
  type Binned,
  called,
  decoded,
  defaulting,
  inBins,
  optional,
  type Parameters,
} from '../parameters.ts';
import type { Measure, SideOfActivity } from '../measures/measure-record.ts';
import { time } from '../units.ts';
import type { Control, ControlForm } from './control.ts';

/** What a surrogate can keep. */
export type KeptOfRecording =
  | 'each neuron’s own activity and autocorrelation'
  | 'each neuron’s mean, variance and power spectrum'
  | 'each neuron’s values'
  | 'each neuron’s number of events'
  | 'what all neurons do in a bin';
export interface RecordingControl<Takes extends Parameters<Binned> = Parameters<Binned>>
  extends Control<Takes, KeptOfRecording> {
  /** Of what it is no null, and why: measures that are about it are not taken of this surrogate. */
  readonly noNullOf: Readonly<Partial<Record<SideOfActivity, string>>>;
  /** @throws RangeError where the recording is too short for it, or has no events to move */
  apply(activity: Activity, given: Arguments<Takes>, key: Key): Activity;
}
/** Permuted bins have no autocorrelation, of which chance makes transfer between slow neurons. */
const fast =
  'its bins are permuted, and chance turns the modes of slow activity more than those of fast (take `shifted`)';
const permuted = 'its bins are permuted, which calls 15 % of independent slow neurons connected (take `shifted`)';
/** What is one of them, of a measure of how activity lasts. */
const shuffled = '(take `shuffled_bins` or `shuffled_times`)';
const control = <const Takes extends Parameters<Binned>>(record: RecordingControl<Takes>): RecordingControl => record;

export const recordingControls: readonly RecordingControl[] = [
  control({
    name: 'shifted',
    documentation:
      'Every neuron of a recording shifted round in time by its own random offset; each seed draws others. Neurons ' +
      'that share a signal still follow each other where their offsets differ by less than it lasts: near ' +
      'criticality, where it lasts for long, say `apart`.',
    example: 'shifted(tectum, at_least: 10 s)',
    takes: {
      at_least: defaulting(
        inBins(quantity(time, { positive: true }), 'The least offset, either way.'),
        { counted: 'bins', value: 1 },
        'choice of this language',
        'one bin',
      ),
      apart: optional(
        inBins(
          quantity(time, { positive: true }),
          'How far the offsets of any two neurons differ at least. A run has room for as many neurons as it is times ' +
            'as long. Left out: by chance.',
        ),
      ),
    },
    preserves: ['each neuron’s own activity and autocorrelation'],
    changes: ['correlations between neurons'],
    draws: true,
    noNullOf: {
      'own past': 'it keeps what each neuron does',
      'how it lasts': `it keeps how each neuron goes on, which seeing a part of a network shows too ${shuffled}`,
    },
    apply: (activity, { at_least, apart }, key) => shifted(activity, key, at_least, apart),
  }),
  control({
    name: 'phase_randomised',
    documentation:
      'Every neuron of a recording with the phases of its Fourier components drawn anew (Theiler et al. ' +
      '1992); each seed draws others.',
    example: 'phase_randomised(tectum)',
    sources: ['Theiler 1992'],
    takes: {},
    preserves: ['each neuron’s mean, variance and power spectrum'],
    changes: ['correlations between neurons', 'the distribution of values'],
    draws: true,
    noNullOf: {
      'own past': 'it keeps how each neuron’s activity goes on',
      'how it lasts': `it keeps how each neuron goes on, which seeing a part of a network shows too ${shuffled}`,
    },
    apply: (activity, _, key) => phaseRandomised(activity, key),
  }),
  control({
    name: 'shuffled_times',
    documentation:
      'The bins of every neuron of a recording in an order of their own, run by run: each keeps its values, and ' +
      'nothing goes on in time; each seed draws others.',
    example: 'shuffled_times(culture)',
    takes: {},
    preserves: ['each neuron’s values'],
    changes: ['correlations between neurons', 'what goes on in time'],
    draws: true,
    noNullOf: { 'past of others': permuted, 'direction of time': fast },
    apply: (activity, _, key) => shuffledTimes(activity, key),
  }),
  control({
    name: 'shuffled_bins',
    documentation:
      'The bins of a recording in another order, the same for all neurons, run by run: what they do at one time ' +
      'stays, and with it covariances and spectra but `svca`, and nothing goes on; each seed draws others.',
    example: 'shuffled_bins(culture)',
    takes: {},
    preserves: ['each neuron’s values', 'what all neurons do in a bin'],
    changes: ['what goes on in time'],
    draws: true,
    noNullOf: {
      'population by bin': 'it keeps what all neurons do in a bin',
      'past of others': permuted,
      'direction of time': fast,
    },
    apply: (activity, _, key) => shuffledBins(activity, key),
  }),
  control({
    name: 'jittered',
    documentation:
      'Every event of a recording of counts moved in time by its own random offset, at most so far, and never out of ' +
      'its run: what goes on for longer stays; each seed draws others.',
    example: 'jittered(culture, within: 1 s)',
    takes: {
      within: inBins(quantity(time, { positive: true }), 'How far an event moves at most, either way.'),
    },
    preserves: ['each neuron’s number of events'],
    changes: ['correlations between neurons that are finer', 'what goes on in time for less long'],
    draws: true,
    noNullOf: {},
    apply: (activity, { within }, key) => jittered(activity, key, within),
  }),
];

/** The measures of recordings that a surrogate is a null of, by name: of each of them what it is about. */
export const nullOf = (
  { noNullOf }: RecordingControl,
  measures: readonly Pick<Measure, 'name' | 'reads'>[],
): readonly string[] =>
  measures.flatMap(({ name, reads }) => (typeof reads !== 'string' || noNullOf[reads] !== undefined ? [] : [name]));
/** The surrogates that are nulls of what is about that. */
export const nullsOf = (reads: SideOfActivity): readonly string[] =>
  recordingControls.flatMap(({ name, noNullOf }) => (noNullOf[reads] === undefined ? [name] : []));

/** Why a surrogate is no null of a measure that is about that; undefined where it is one. */
export function whyNoNull(form: ControlForm, reads: SideOfActivity | undefined): string | undefined {
  return reads && called(recordingControls, form.call).noNullOf[reads];
}

/** A surrogate of a recording. @throws RangeError where it is too short for it */
export function surrogateOf(activity: Activity, form: ControlForm, seed: number): Activity {
  const record = called(recordingControls, form.call);
  const given = decoded(record.takes, form.takes, { bin: () => activity.bin });
  return record.apply(activity, given, { seed, stream: form.stream });
}
