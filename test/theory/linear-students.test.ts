// The linear theory of students against the table of numbers that were found independently of this program, against
// learning itself, and against what algebra says.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { componentsOf, type Matrix, reducedRank } from '../../engine/connectivity/index.ts';
import { stream } from '../../engine/random/index.ts';
import {
  linearResponse,
  type RecordingChoice,
  recordingOrderOf,
  type StudentErrors,
  studentErrors,
} from '../../engine/theory/index.ts';
import { solve } from '../../engine/theory/linear-solve.ts';
import { near } from '../numbers.ts';
import { kernels } from '../spectra/kernels-here.ts';
import { randomState } from './numpy-random.ts';

const { algebra } = kernels;
const neurons = 300,
  components = 60,
  gain = 1.4;

it('the draws are those of numpy', () => {
  const draws = randomState(31);
  const normals = [
    -0.41475721425159034, -0.3333686686674932, 0.08109198556483053, -0.7910269524243271, -0.21859967125215732,
  ];
  for (const normal of normals) near(draws.normal(), normal, 1e-15);
  assert.deepEqual(
    Array.from({ length: 6 }, () => draws.below(300)),
    [241, 138, 212, 122, 172, 203],
  );
  assert.equal(draws.uniform(), 0.4466594839727708);
});

interface Version {
  readonly rank: number;
  readonly singular: readonly number[];
  /** Best, random, worst, by M: mean unrecorded error as a share of that before learning. */
  readonly errors: Readonly<Record<number, readonly [best: number, random: number, worst: number]>>;
  chosen(draws: ReturnType<typeof randomState>): readonly number[];
}
const versions: Readonly<Record<string, Version>> = {
  code: {
    rank: 58,
    singular: [7.96, 4.86, 3.89, 3.62],
    errors: {
      1: [0.752, 0.875, 0.983],
      5: [0.486, 0.627, 0.9],
      10: [0.349, 0.457, 0.803],
      20: [0.186, 0.256, 0.594],
      30: [0.092, 0.137, 0.412],
      40: [0.034, 0.057, 0.29],
      50: [0.0033, 0.011, 0.174],
      55: [3e-4, 0.0015, 0.101],
    },
    chosen: (draws) => Array.from({ length: components }, () => draws.below(neurons)),
  },
  text: {
    rank: 60,
    singular: [43.5, 39, 11.5, 9.75],
    errors: {
      1: [0.554, 0.682, 0.995],
      5: [0.125, 0.219, 0.9],
      10: [0.078, 0.119, 0.701],
      20: [0.04, 0.059, 0.427],
      30: [0.023, 0.034, 0.277],
      40: [0.013, 0.019, 0.137],
      50: [0.0054, 0.0083, 0.065],
      55: [0.0024, 0.0041, 0.037],
    },
    chosen: () => Array.from({ length: components }, (_, k) => k),
  },
};
function responseOf({ chosen }: Version): Matrix {
  const draws = randomState(31);
  const values = Float64Array.from({ length: neurons ** 2 }, () => (gain * draws.normal()) / Math.sqrt(neurons));
  return linearResponse(componentsOf({ size: neurons, values }, chosen(draws), algebra));
}
/** Half a unit of the last digit written, and no more than two of rounding. */
const rounding = (written: number): number => {
  const digits = String(written).includes('e') ? 4 : (String(written).split('.')[1]?.length ?? 0);
  return 0.5001 * 10 ** -Math.max(3, digits);
};

for (const [name, version] of Object.entries(versions))
  describe(`the linear theory as published, the version of the ${name}`, () => {
    const response = responseOf(version);
    const errorsBy = (choice: RecordingChoice, index = 0): StudentErrors =>
      studentErrors(
        response,
        recordingOrderOf(response, choice, () => stream(1, 'order', 'recorded', index)),
      );
    it('has its singular values', () => {
      const found = algebra.singularValues(response.values, neurons, neurons);
      version.singular.forEach((value, k) => {
        near(found[k], value, 0.5 * 10 ** (value < 10 ? -2 : -1));
      });
      near(found[version.rank], 0, 1e-12);
    });
    for (const [column, choice] of [
      [0, 'best'],
      [2, 'worst'],
    ] as const)
      it(`${choice}: the table, digit for digit; nothing is left from its rank on`, () => {
        const { activity, bias } = errorsBy(choice);
        for (const [many, row] of Object.entries(version.errors))
          near(activity[Number(many)], row[column], rounding(row[column]), `M = ${many}:`);
        for (let many = version.rank; many < neurons; many++) near(activity[many], 0, 1e-20, `M = ${many}:`);
        assert.equal(activity[version.rank - 1] > 1e-6, true);
        for (let many = 0; many <= neurons; many++)
          near(bias[many], 1 - Math.min(many, version.rank) / neurons, 1e-12, `bias, M = ${many}:`);
      });
    it('random: the table is a mean over 15 orders, and lies where such means do', () => {
      const orders = Array.from({ length: 30 }, (_, index) => errorsBy('random', index).activity);
      for (const [many, [, random]] of Object.entries(version.errors)) {
        const found = orders.map((activity) => activity[Number(many)]),
          mean = found.reduce((sum, value) => sum + value, 0) / found.length,
          deviation = Math.sqrt(found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (found.length - 1));
        near(mean, random, 3 * deviation * Math.sqrt(1 / 15 + 1 / 30) + rounding(random), `M = ${many}:`);
      }
      for (const activity of orders)
        for (let many = version.rank; many < neurons; many++) near(activity[many], 0, 1e-20, `M = ${many}:`);
    });
  });

describe('the theory', () => {
  const small = (seed: number, size: number, scale = 0.7): Matrix => {
    const draws = stream(seed, 'small', 'weights');
    return {
      size,
      values: Float64Array.from({ length: size ** 2 }, () => (scale * draws.normal()) / Math.sqrt(size)),
    };
  };
  it('is what gradient descent on recorded neurons comes to', () => {
    // dx/db = A: the error of the biases after infinitely long learning, by many steps of descent, from many starts.
    const size = 9,
      response = linearResponse(
        reducedRank(small(2, size), { components: 6, drawn: false }, () => stream(1, '', ''), algebra),
      ),
      order = recordingOrderOf(response, 'best', () => stream(1, '', '')),
      a = (i: number, j: number) => response.values[i * size + j];
    const { activity, bias } = studentErrors(response, order);
    for (const many of [1, 3, 5]) {
      let [unrecorded, first, left] = [0, 0, 0];
      // expectation over isotropic starts: the sum over unit vectors
      for (let start = 0; start < size; start++) {
        let error = Float64Array.from({ length: size }, (_, j) => Number(j === start));
        const rate = 1 / response.values.reduce((sum, value) => sum + value * value, 0);
        for (let step = 0; step < 20_000; step++) {
          const next = error.slice();
          for (const i of order.subarray(0, many)) {
            let x = 0;
            for (let j = 0; j < size; j++) x += a(i, j) * error[j];
            for (let j = 0; j < size; j++) next[j] -= rate * x * a(i, j);
          }
          error = next;
        }
        for (let i = 0; i < size; i++) {
          let x = 0;
          for (let j = 0; j < size; j++) x += a(i, j) * error[j];
          first += a(i, start) ** 2 / size;
          if (!order.subarray(0, many).includes(i)) unrecorded += x * x;
        }
        left += error.reduce((sum, value) => sum + value * value, 0) / size;
      }
      near(activity[many], unrecorded / (size - many) / first, 1e-6, `activity, M = ${many}:`);
      near(bias[many], left, 1e-6, `bias, M = ${many}:`);
    }
  });
  it('takes best and worst first neurons from the score itself', () => {
    const response = linearResponse(small(5, 20)),
      { size, values } = response,
      row = (i: number) => values.subarray(i * size, (i + 1) * size),
      dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
    const scores = Array.from({ length: size }, (_, i) => {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += dot(row(j), row(i)) ** 2;
      return sum / dot(row(i), row(i));
    });
    const first = (choice: RecordingChoice) => recordingOrderOf(response, choice, () => stream(1, '', ''))[0];
    assert.equal(first('best'), scores.indexOf(Math.max(...scores)));
    assert.equal(first('worst'), scores.indexOf(Math.min(...scores)));
  });
  it('records every neuron once', () => {
    const response = linearResponse(
      reducedRank(small(6, 30), { components: 5, drawn: false }, () => stream(1, '', ''), algebra),
    );
    for (const choice of ['best', 'worst', 'random'] as const) {
      const order = recordingOrderOf(response, choice, () => stream(1, 'x', 'recorded'));
      assert.deepEqual(
        [...order].sort((a, b) => a - b),
        Array.from({ length: 30 }, (_, i) => i),
      );
    }
  });
  it('the response is (I − J)⁻¹ J', () => {
    const j = small(7, 40),
      { values } = linearResponse(j);
    for (let row = 0; row < 40; row++)
      for (let column = 0; column < 40; column++) {
        let product = values[row * 40 + column];
        for (let k = 0; k < 40; k++) product -= j.values[row * 40 + k] * values[k * 40 + column];
        near(product, j.values[row * 40 + column], 1e-12);
      }
  });
  it('a matrix with the eigenvalue 1 has no fixed point', () => {
    const values = Float64Array.from([0, 1, 1, 0]);
    assert.throws(() => linearResponse({ size: 2, values }), /eigenvalue 1/);
    assert.throws(() => solve(new Float64Array(4), new Float64Array(2), 2), /no unique solution/);
  });
  it('a reduced rank keeps the largest singular values, and what is drawn twice counts twice', () => {
    const matrix = small(8, 25),
      all = algebra.singularValues(matrix.values, 25, 25);
    const kept = reducedRank(matrix, { components: 4, drawn: false }, () => stream(1, '', ''), algebra);
    algebra.singularValues(kept.values, 25, 25).forEach((value, k) => {
      near(value, k < 4 ? all[k] : 0, 1e-12);
    });
    const twice = componentsOf(matrix, [3, 0, 3], algebra);
    const [first, second, third] = algebra.singularValues(twice.values, 25, 25);
    const expected = [all[0], 2 * all[3]].sort((a, b) => b - a);
    near(first, expected[0], 1e-11);
    near(second, expected[1], 1e-11);
    near(third, 0, 1e-12);
    assert.throws(
      () => reducedRank(matrix, { components: 26, drawn: true }, () => stream(1, '', ''), algebra),
      /1 to 25 singular components, not 26/,
    );
  });
});
