// Places of somata as studies take them, against NumPy: np.array(pos.tolist()).reshape(3, -1), min–max by row, pdist.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import {
  axiswisePlaces,
  correlationOfPairs,
  distancesBetween,
  meshPlaces,
  recutPlaces,
} from '../../engine/connectivity/index.ts';
import { fieldFiles, openField } from '../../formats/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { near } from '../numbers.ts';

const mm = 1e-3;

describe('places of somata', () => {
  // numpy: p = np.arange(12.).reshape(4, 3) ** 2; p.reshape(3, -1) has the rows 0 1 4 9, 16 25 36 49, 64 81 100 121
  const voxels = Float64Array.from({ length: 12 }, (_, i) => i * i);
  it('re-cut: the table is read on as three rows, each brought to 0 .. 1', () => {
    const places = recutPlaces(voxels);
    [0, 0, 0].forEach((want, axis) => {
      near(places[axis], want * mm, 1e-15);
    });
    [1 / 9, 9 / 33, 17 / 57].forEach((want, axis) => {
      near(places[3 + axis], want * mm, 1e-15);
    });
  });
  it('by axis: each axis of the neurons is brought to 0 .. 1', () => {
    const places = axiswisePlaces(voxels);
    [9 / 81, 15 / 99, 21 / 117].forEach((want, axis) => {
      near(places[3 + axis], want * mm, 1e-15);
    });
  });
  it('a constant axis cannot be brought to 0 .. 1, and is named', () => {
    assert.throws(() => axiswisePlaces(Float64Array.of(1, 2, 3, 1, 5, 6)), /every one of the x coordinates is 1/);
    assert.throws(() => recutPlaces(new Float64Array(6)), /as they are re-cut is 0/);
  });
  it('a grid is in the order of meshgrid: z runs fastest, then x, then y', () => {
    const places = meshPlaces(12, [2, 3, 2]);
    const rows = Array.from({ length: 12 }, (_, i) =>
      [...places.slice(3 * i, 3 * i + 3)].map((p) => Math.round(p / mm)),
    );
    assert.deepEqual(rows.slice(0, 5), [
      [0, 0, 0],
      [0, 0, 1],
      [1, 0, 0],
      [1, 0, 1],
      [0, 1, 0],
    ]);
    assert.throws(() => meshPlaces(13, [2, 3, 2]), /2 × 3 × 2 has 12 places, one each millimetre, and there are 13/);
    assert.throws(() => meshPlaces(6, [2.5, 3]), RangeError);
  });
  it('the correlation over pairs is Pearson’s, of the pairs of different neurons', () => {
    const a = Float64Array.of(9, 1, 2, 1, 9, 3, 2, 3, 9),
      b = Float64Array.of(0, 2, 4, 2, 0, 6, 4, 6, 0);
    near(correlationOfPairs(a, b), 1, 1e-12);
  });

  const golden = {
    '4_7_8': {
      published: [0.9609415647354194, 0.04400336031953491, 24028.71630147165],
      corrected: [0.28808662237257965, 0.23382389728134598, 21006.018857185947],
      measured: [0.1954013099649027, undefined, 13413.754058170876],
      agreement: [-0.009533979450065757, 0.9116218000803425],
    },
    '6_6_2': {
      published: [0.5297149718349536, 0.023256638440552268, 53812.40099796598],
      corrected: [0.21340789448821854, 0.24528923723133392, 47065.58906365131],
      measured: [0.1010837229231295, undefined, 30925.80637815154],
      agreement: [-0.0029626950308610546, 0.9180798317249976],
    },
  } as const;
  for (const [name, expected] of Object.entries(golden)) {
    const folder = sharedData('connectome', 'microns', name);
    it(`are NumPy’s for the field ${name}`, { skip: folder ? false : noSharedData }, () => {
      const field = openField(fieldFiles(readdirSync(folder!)), (file) => readFileSync(path.join(folder!, file)));
      const { voxels: found, metres } = field.positions(),
        n = field.neurons();
      const tables = { published: recutPlaces(found), corrected: axiswisePlaces(found), measured: metres };
      const distances = Object.fromEntries(
        Object.entries(tables).map(([how, places]) => [how, distancesBetween(places, 3)]),
      );
      for (const how of ['published', 'corrected', 'measured'] as const) {
        const [first, other, sum] = expected[how];
        near(distances[how][1] / mm, first, 1e-10);
        if (other !== undefined) near(distances[how][5 * n + 17] / mm, other, 1e-10);
        near(
          distances[how].reduce((all, one) => all + one / mm, 0),
          sum,
          1e-6,
        );
      }
      near(correlationOfPairs(distances.published, distances.measured), expected.agreement[0], 1e-9);
      near(correlationOfPairs(distances.corrected, distances.measured), expected.agreement[1], 1e-9);
    });
  }
  it('the published grid of 12 × 13 × 2 has NumPy’s distances', () => {
    const distances = distancesBetween(meshPlaces(312, [12, 13, 2]), 3);
    [
      [1, 1],
      [2, 1],
      [24, 1],
      [3 * 312 + 200, 8.602325267042627],
    ].forEach(([at, want]) => {
      near(distances[at] / mm, want, 1e-12);
    });
    near(
      distances.reduce((all, one) => all + one / mm, 0),
      637946.6262989775,
      1e-5,
    );
  });
});
