/** The loss of a student around where it has come to: how it curves, and over planes of gains and biases. */
import { NotApplicable } from '../catalogue/not-applicable.ts';
import type { CurvatureSettings, Landscape, LandscapeSettings, StudentCurvature } from '../catalogue/study.ts';
import type { KernelBackend } from '../engine/kernels/index.ts';
import type { LearnedParts, RateParameters, RateShape, Sequences } from '../engine/recurrent/index.ts';
import { alongModes, type CurvedPart, curvature, curvedParts, modesOf } from '../engine/theory/index.ts';
import type { Taught } from './begun-student.ts';
import { withNetwork } from './practice.ts';

/** `test`: the trials that it was not trained on, with the recorded activity as what is wanted. */
export interface Student {
  readonly shape: RateShape;
  readonly before: RateParameters;
  readonly after: RateParameters;
  readonly learned: LearnedParts;
  readonly teacher: Taught;
  readonly test: Sequences;
  readonly batch: number;
}
export interface Surroundings {
  curvature(settings: CurvatureSettings): StudentCurvature;
  landscape(settings: LandscapeSettings): Landscape;
}

/** @throws NotApplicable where no neuron is recorded, and where it learns neither gains nor biases */
export function surroundingsOf(student: Student, kernels: KernelBackend): Surroundings {
  const { shape, before, after, learned, teacher, test } = student,
    { neurons } = shape;
  const found = new Map<string, StudentCurvature>();
  const parts = (): readonly CurvedPart[] => {
    const all = curvedParts.filter((part) => learned[part]);
    if (all.length === 0) throw new NotApplicable('it learns neither gains nor biases');
    return all;
  };
  const numbersOf = (of: RateParameters): Float64Array =>
    Float64Array.from(
      parts().flatMap((part) => Array.from(of[part], (value) => (part === 'gain' ? Math.max(value, 0) : value))),
    );
  const curvatureOf = (settings: CurvatureSettings): StudentCurvature => {
    const name = JSON.stringify(settings),
      known = found.get(name);
    if (known) return known;
    const { wanted } = test;
    if (wanted.kind !== 'activity' || wanted.neurons.length === 0) throw new NotApplicable('no neuron is recorded');
    const hessian = curvature(
      shape,
      after,
      test,
      { parts: parts(), neurons: wanted.neurons, importance: wanted.importance, ...settings },
      kernels,
    );
    const modes = modesOf(hessian, parts().length * neurons, kernels.algebra),
      aim = numbersOf(teacher.parameters);
    const result = {
      modes,
      before: alongModes(modes, less(numbersOf(before), aim)),
      after: alongModes(modes, less(numbersOf(after), aim)),
    };
    found.set(name, result);
    return result;
  };
  return {
    curvature: curvatureOf,
    landscape({ plane, points, trials, every }) {
      const chosen = { learning, modes: ofModes, populations }[plane]();
      const values = new Float64Array(points * points);
      const at = ([low, high]: readonly [number, number], i: number) => low + ((high - low) * i) / (points - 1);
      for (let row = 0; row < points; row++)
        for (let column = 0; column < points; column++)
          values[row * points + column] = lossAt(chosen.at(at(chosen.x, column), at(chosen.y, row)));
      const marks = chosen.marks.map((mark) => ({ ...mark, loss: lossAt(mark.of) }));
      return { plane, points, x: chosen.x, y: chosen.y, values, marks: marks.map(({ of: _, ...mark }) => mark) };

      /** Through the student before and after it learned, and its teacher. */
      function learning(): Plane {
        const [start, end, aim] = [before, after, teacher.parameters].map(numbersOf);
        const root = Math.sqrt(end.length),
          along = less(end, start),
          length = norm(along);
        if (length === 0) throw new NotApplicable('it has learned nothing: it is where it began');
        const u = scaled(along, 1 / length),
          toTeacher = less(aim, start),
          first = dot(toTeacher, u),
          across = less(toTeacher, scaled(u, first)),
          second = norm(across),
          v = second > 0 ? scaled(across, 1 / second) : across;
        const ends = [0, length / root, first / root];
        return {
          x: widened(Math.min(...ends), Math.max(...ends)),
          y: widened(0, second / root || length / root),
          at: (x, y) => moved(before, start, u, x * root, v, y * root),
          marks: [
            { name: 'start', x: 0, y: 0, of: before },
            { name: 'trained', x: length / root, y: 0, of: after },
            { name: 'teacher', x: first / root, y: second / root, of: withTeachers() },
          ],
        };
      }
      /** Along the stiffest mode and one of the middle, around where it is; start and teacher lie beside the plane. */
      function ofModes(): Plane {
        const { modes } = curvatureOf({ trials, every });
        const size = modes.values.length,
          mode = (k: number) => modes.vectors.subarray(k * size, (k + 1) * size);
        const end = numbersOf(after),
          [u, v] = [mode(0), mode(Math.floor(size / 2))],
          root = Math.sqrt(size),
          [toStart, toTeacher] = [before, teacher.parameters].map((of) => less(numbersOf(of), end));
        const reach = (along: Float64Array): number =>
          (1.5 * Math.max(Math.abs(dot(toStart, along)), Math.abs(dot(toTeacher, along)))) / root || 1;
        return {
          x: [-reach(u), reach(u)],
          y: [-reach(v), reach(v)],
          at: (x, y) => moved(after, end, u, x * root, v, y * root),
          marks: [
            { name: 'start', x: dot(toStart, u) / root, y: dot(toStart, v) / root, of: before },
            { name: 'trained', x: 0, y: 0, of: after },
            { name: 'teacher', x: dot(toTeacher, u) / root, y: dot(toTeacher, v) / root, of: withTeachers() },
          ],
        };
      }
      /** The gains of the excitatory and of the inhibitory neurons, as multiples of where they are. */
      function populations(): Plane {
        const { signs } = teacher.shape;
        if (!learned.gain) throw new NotApplicable('it learns no gains');
        if (!signs?.includes(1) || !signs.includes(-1))
          throw new NotApplicable('its neurons are not excitatory and inhibitory ones: `random_ei`, or `dale`');
        const factor = (of: RateParameters, sign: number): number => {
          let [with_, own] = [0, 0];
          signs.forEach((each, i) => {
            const gain = Math.max(after.gain[i], 0);
            if (each === sign) [with_, own] = [with_ + gain * Math.max(of.gain[i], 0), own + gain * gain];
          });
          return own > 0 ? with_ / own : 0;
        };
        const mark = (name: string, of: RateParameters) => ({ name, x: factor(of, 1), y: factor(of, -1), of });
        return {
          x: [0, 2],
          y: [0, 2],
          at: (x, y) => ({ ...after, gain: after.gain.map((gain, i) => gain * (signs[i] < 0 ? y : x)) }),
          marks: [mark('start', before), mark('trained', after), mark('teacher', withTeachers())],
        };
      }
    },
  };

  /** Of the activity that training has heard, on trials that it has not. */
  function lossAt(parameters: RateParameters): number {
    return withNetwork({ shape, parameters }, student.batch, kernels.rateLearner, (learner) => {
      const lesson = learner.load(test);
      try {
        return learner.evaluate(lesson).loss;
      } finally {
        lesson.release();
      }
    });
  }
  /** The student with what it could learn as its teacher has it. */
  function withTeachers(): RateParameters {
    return { ...after, ...Object.fromEntries(parts().map((part) => [part, teacher.parameters[part]])) };
  }
  /** What learns at `origin` + a u + b v; the rest as `of` has it. */
  function moved(
    of: RateParameters,
    origin: Float64Array,
    u: Float64Array,
    a: number,
    v: Float64Array,
    b: number,
  ): RateParameters {
    const changed = parts().map((part, place) => [
      part,
      Float64Array.from({ length: neurons }, (_, i) => {
        const at = place * neurons + i;
        return origin[at] + a * u[at] + b * v[at];
      }),
    ]);
    return { ...of, ...Object.fromEntries(changed) };
  }
}
interface Plane {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly at: (x: number, y: number) => RateParameters;
  readonly marks: readonly {
    readonly name: string;
    readonly x: number;
    readonly y: number;
    readonly of: RateParameters;
  }[];
}
const widened = (low: number, high: number): readonly [number, number] => {
  const margin = 0.25 * (high - low);
  return [low - margin, high + margin];
};
const less = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - b[i]);
const scaled = (a: Float64Array, by: number): Float64Array => a.map((value) => value * by);
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));
