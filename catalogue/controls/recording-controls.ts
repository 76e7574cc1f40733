/** Surrogates of a recording, drawn per seed. */
import { type Key, phaseRandomised, shifted } from '../../engine/activity/index.ts';
import type { Activity } from '../../engine/dynamics/index.ts';
import { quantity } from '../entry.ts';
import { type Arguments, type Binned, called, decoded, defaulting, inBins, type Parameters } from '../parameters.ts';
import { time } from '../units.ts';
import type { Control, ControlForm } from './control.ts';

/** What a surrogate can keep. */
export type KeptOfRecording =
  | 'each neuron’s own activity and autocorrelation'
  | 'each neuron’s mean, variance and power spectrum';
export interface RecordingControl<Takes extends Parameters<Binned> = Parameters<Binned>>
  extends Control<Takes, KeptOfRecording> {
  /** @throws RangeError where the recording is too short for it */
  apply(activity: Activity, given: Arguments<Takes>, key: Key): Activity;
}
const control = <const Takes extends Parameters<Binned>>(record: RecordingControl<Takes>): RecordingControl => record;

export const recordingControls: readonly RecordingControl[] = [
  control({
    name: 'shifted',
    documentation:
      'Every neuron of a recording shifted round in time by its own random offset; each seed draws others.',
    example: 'shifted(tectum, at_least: 10 s)',
    takes: {
      at_least: defaulting(
        inBins(quantity(time, { positive: true }), 'The least offset, either way.'),
        { counted: 'bins', value: 1 },
        'choice of this language',
        'one bin',
      ),
    },
    preserves: ['each neuron’s own activity and autocorrelation'],
    changes: ['correlations between neurons'],
    draws: true,
    apply: (activity, { at_least }, key) => shifted(activity, key, at_least),
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
    apply: (activity, _, key) => phaseRandomised(activity, key),
  }),
];

/** A surrogate of a recording. @throws RangeError where it is too short for it */
export function surrogateOf(activity: Activity, form: ControlForm, seed: number): Activity {
  const record = called(recordingControls, form.call);
  const given = decoded(record.takes, form.takes, { bin: () => activity.bin });
  return record.apply(activity, given, { seed, stream: form.stream });
}
