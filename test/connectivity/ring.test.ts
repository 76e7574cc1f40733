import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawMatrix, type MatrixProgram } from '../../engine/connectivity/index.ts';

const ring = (rewire: number, symmetric = true): MatrixProgram => ({
  neurons: 200,
  ring: true,
  wire: { call: 'if', arguments: [{ call: '<=', arguments: [{ name: 'ring_distance' }, 4] }, 1, 0] },
  rewire,
  weights: { constant: 1 },
  symmetric,
  centred: false,
  positive: false,
  autapses: false,
});
const drawn = (rewire: number, seed: number, symmetric = true): Float64Array =>
  drawMatrix(ring(rewire, symmetric), { seed, stream: 'ring' }).matrix.values;
/** Mean over neurons of the share of pairs of partners that are connected. */
function clusteringOf(values: Float64Array): number {
  const n = Math.sqrt(values.length);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const partners = Array.from({ length: n }, (_, j) => j).filter((j) => values[i * n + j] !== 0);
    let closed = 0;
    for (const a of partners) for (const b of partners) closed += Number(a !== b && values[a * n + b] !== 0);
    sum += partners.length > 1 ? closed / (partners.length * (partners.length - 1)) : 0;
  }
  return sum / n;
}

describe('small worlds', () => {
  // networkx 2.8.8, watts_strogatz_graph(200, 8, p), average_clustering of 60 graphs: mean and standard deviation.
  const ofNetworkx: Readonly<Record<number, readonly [mean: number, deviation: number]>> = {
    0.01: [0.62533, 0.00666],
    0.1: [0.47315, 0.01423],
    1: [0.03574, 0.00377],
  };
  const count = 24;
  for (const [p, [mean, deviation]] of Object.entries(ofNetworkx))
    it(`cluster as those of networkx do, rewired with ${p}`, () => {
      const found = Array.from({ length: count }, (_, seed) => clusteringOf(drawn(Number(p), seed + 1)));
      const own = found.reduce((sum, value) => sum + value, 0) / count;
      assert.ok(Math.abs(own - mean) < 4 * deviation * Math.sqrt(1 / count + 1 / 60), `${own} for ${mean}`);
    });
  it('begin as a lattice of clustering 3 (k − 2) / (4 (k − 1))', () => {
    assert.ok(Math.abs(clusteringOf(drawn(0, 1)) - 18 / 28) < 1e-12);
  });
  it('keep their connections, at least half of each neuron’s, and mutual ones mutual', () => {
    const values = drawn(1, 5);
    assert.equal(
      values.reduce((sum, weight) => sum + weight, 0),
      1600,
    );
    for (let i = 0; i < 200; i++) {
      assert.ok(values.subarray(i * 200, (i + 1) * 200).reduce((sum, weight) => sum + weight, 0) >= 4);
      for (let j = 0; j < i; j++) assert.equal(values[i * 200 + j], values[j * 200 + i]);
    }
  });
  it('directed, keep the number of connections that every neuron sends', () => {
    const values = drawn(0.5, 2, false);
    for (let column = 0; column < 200; column++) {
      let sent = 0;
      for (let row = 0; row < 200; row++) sent += values[row * 200 + column];
      assert.equal(sent, 8);
    }
    assert.ok(
      Math.abs(
        1600 -
          values.filter((weight, at) => weight !== 0 && values[(at % 200) * 200 + Math.floor(at / 200)] !== 0).length,
      ) > 200,
    );
  });
});
