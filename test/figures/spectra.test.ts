import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { mostTiles, tileWidth, tilesOf, tilesOfConnections } from '../../engine/connectivity/index.ts';
import { rasterOf } from '../../engine/activity/raster.ts';
import {
  type CurvesPanel,
  drawings,
  drawSvg,
  type Figure,
  figureData,
  figuresOf,
  previewSpectrumFigures,
} from '../../figures/index.ts';
import { pngOf } from '../../figures/draw/png.ts';
import type { Results } from '../../results/contract.ts';
import { inside, overlaps, textBoxes } from './boxes.ts';
import { sampleResults } from './sample.ts';
import { spectraResults } from './spectra-sample.ts';
import { mean } from '../numbers.ts';

const plots = ['spectrum', 'eigenvalues', 'timescales', 'matrix', 'raster', 'pcs'].map((what) => `plot ${what}`);

describe('figures of spectra, of matrices that the engine draws', () => {
  let results: Results;
  let swept: Results;
  before(async () => {
    results = await spectraResults(plots);
    swept = await spectraResults(plots, { seeds: 1, vary: [{ name: 'size', values: [1, 2] }] });
  });
  const named = (name: string, of = results): Figure => figuresOf(of).find((figure) => figure.name === name)!;
  const curvesOf = (figure: Figure): CurvesPanel => {
    const [panel] = figure.panels;
    assert.ok(panel.kind === 'curves');
    return panel;
  };

  test('at every width texts are apart and inside, numbers are numbers, and nothing is left out', () => {
    for (const of of [results, swept])
      for (const figure of figuresOf(of))
        for (const width of [180, 120, 85, 60]) {
          const where = `${figure.name}, ${width} mm`;
          assert.ok(figure.panels.length > 0, where);
          const svg = drawSvg(figure, { width });
          assert.doesNotMatch(svg, /NaN|Infinity|undefined"|null"/, where);
          const boxes = textBoxes(svg);
          assert.deepEqual(overlaps(boxes), [], where);
          const page = inside(svg);
          for (const box of boxes)
            assert.ok(
              box.left >= -0.1 && box.right <= page.width + 0.1 && box.bottom <= page.height + 3 && box.top >= -0.5,
              `${where}: “${box.text}” leaves the page`,
            );
          assert.equal(
            (svg.match(/<[a-z]/gi) ?? []).length,
            (svg.match(/<\/[a-z]|\/>/gi) ?? []).length,
            `${where}: every element is closed`,
          );
          assert.ok(svg.length < 1.5e6, `${where}: ${svg.length}`);
        }
  });
  test('spectrum: a line per seed on logarithmic axes, the fit; N, ranks, estimator and exponents are said', () => {
    const figure = named('spectrum');
    const panel = curvesOf(figure);
    assert.deepEqual([panel.x.scale, panel.y.scale, panel.range?.from, panel.range?.to], ['log', 'log', 6, 50]);
    assert.deepEqual(
      panel.series.map(({ lines }) => lines.length),
      [3, 3, 3, 3],
    );
    const caption = figure.caption.join(' ');
    for (const said of [
      'exact stationary covariance',
      'N = 120 or 200 or 300',
      'ranks 6 to 50',
      'weights 1/rank',
      'no test for a power law',
      '95 % t interval',
      'n = 3 seeds',
    ])
      assert.ok(caption.includes(said), said);
    for (const [index, condition] of ['symmetric', 'subcritical', 'directed', 'clustered'].entries()) {
      const alphas = results.spectra!.filter((each) => each.condition === condition).map(({ fit }) => fit!.alpha);
      const alpha = mean(alphas);
      assert.equal(panel.series[index].note, `α ${alpha.toFixed(2)}`);
      const { x, y } = panel.fits![index];
      assert.ok(
        Math.abs(-Math.log(y[1] / y[0]) / Math.log(x[1] / x[0]) - alpha) < 1e-9,
        'the line falls as the mean exponent says',
      );
      assert.ok(caption.includes(`${condition} ${alpha.toFixed(3)} [`));
    }
    assert.equal((drawSvg(figure).match(/<title>\w+, fit<\/title>/g) ?? []).length, 4);
    const data = figureData(figure);
    const [first] = results.spectra!;
    assert.ok(data.includes(`symmetric,variance,1,seed,1,${first.values[0]}`), data.slice(0, 200));
  });
  test('spectrum: values that are not positive are left out and mentioned; without a fit there is no exponent', () => {
    const [spectrum] = results.spectra!;
    const figure = named('spectrum', {
      ...results,
      spectra: [
        {
          condition: spectrum.condition,
          seed: 1,
          at: {},
          estimator: 'shared_variance',
          neurons: 300,
          values: Float64Array.of(8, 4, 2, 1, 0.5, -0.1, 0.2, 0),
        },
      ],
    });
    const panel = curvesOf(figure);
    assert.deepEqual(panel.series[0].lines[0].x, [1, 2, 3, 4, 5, 7]);
    assert.deepEqual(panel.fits, []);
    assert.match(figure.caption.join(' '), /shared between halves.*not positive and finite, are not shown/);
    assert.doesNotMatch(figure.caption.join(' '), /power law/);
  });
  test(
    'eigenvalues: a plot per condition on equal axes, the unit circle and that of the bulk; symmetric ' +
      'matrices lie on the line',
    () => {
      const [panel] = named('eigenvalues').panels;
      assert.ok(panel.kind === 'plane');
      assert.deepEqual(
        panel.plots.map(({ points }) => points.length),
        [3, 3, 3, 3],
      );
      assert.deepEqual(
        panel.plots.map(({ note }) => note.startsWith('all real')),
        [true, true, false, true],
      );
      assert.deepEqual(panel.x.domain, panel.y.domain);
      const svg = drawSvg(named('eigenvalues'), { windows: { 0: { x: [0.8, 1.1], y: [-0.1, 0.1] } } });
      const domains = [...svg.matchAll(/data-domain="([^"]*)"/g)].map(([, text]) => text.split(' ').map(Number));
      assert.equal(domains.length, 4);
      for (const [x0, x1, y0, y1] of domains)
        assert.ok(Math.abs(x1 - x0 - (y1 - y0)) < 1e-9 && x0 <= 0.8 && x1 >= 1.1, 'a window keeps the axes equal');
      for (const [, d] of drawSvg(named('eigenvalues')).matchAll(/<path class="seed" d="([^"]*)"/g))
        assert.ok(d.split('M').length > 100);
    },
  );
  test('timescales: seconds in a readable unit, theory beside them, ranks without one counted', () => {
    const figure = named('timescales');
    const panel = curvesOf(figure);
    assert.equal(panel.y.unit, 's');
    assert.deepEqual(
      panel.series.map(({ theory }) => theory !== undefined),
      [true, true, false, true],
    );
    assert.ok(!panel.series[0].lines[0].x.includes(8) && panel.series[0].theory!.x.includes(8));
    assert.match(
      figure.caption.join(' '),
      /Not drawn: components without a finite time constant \(3 of symmetric, 3 of subcritical, 3 of clustered\)/,
    );
    assert.match(drawSvg(figure), />Time constant \(s, log scale\)</);
  });
  test('matrix: of reduced ones mean and largest, tiles and groups said; small ones as they are', () => {
    const figure = named('matrix');
    const [panel] = figure.panels;
    assert.ok(panel.kind === 'matrix');
    assert.deepEqual(
      panel.maps.map(({ title, tiles, size }) => [title, tiles, size]),
      [
        ['symmetric: mean of tiles', 150, 300],
        ['symmetric: largest of tiles', 150, 300],
        ['subcritical: mean of tiles', 150, 300],
        ['subcritical: largest of tiles', 150, 300],
        ['directed', 200, 200],
        ['clustered', 120, 120],
      ],
    );
    assert.match(figure.caption.join(' '), /tiles \(150 × 150 of 2 × 2\).*borders of groups/);
    assert.equal((drawSvg(figure).match(/<image /g) ?? []).length, 6);
  });
  test('the files of a run: a drawing for each, and its numbers where they are fewer than pixels', () => {
    assert.deepEqual(
      drawings(results).map(({ name }) => name),
      [
        'spectrum.svg',
        'spectrum.csv',
        'eigenvalues.svg',
        'eigenvalues.csv',
        'timescales.svg',
        'timescales.csv',
        'matrix.svg',
        'raster.svg',
        'pcs.svg',
        'pcs.csv',
      ],
    );
  });
  test('raster and maps of components hold what was reduced', () => {
    const [raster] = named('raster').panels;
    assert.ok(raster.kind === 'raster' && raster.values.length === 200 * 300 && raster.x.unit === 's');
    const [maps] = named('pcs').panels;
    assert.ok(maps.kind === 'maps' && maps.maps.length === 6);
    assert.match(drawSvg(named('pcs')), /µm</);
  });
  test(
    'the preview of a matrix: weights, the predicted spectrum with its spread, and eigenvalues only where ' +
      'some are not real',
    () => {
      const of = (index: number) => {
        const { re, im, bulkRadius } = results.eigenvalues![index],
          { values, neurons, fit } = results.spectra![index];
        return previewSpectrumFigures({
          of: 'wild, seed 1',
          matrix: tilesOf({ size: 2, values: Float64Array.of(0, 1, -1, 0) }),
          variances: { values, neurons, fit },
          eigenvalues: { re, im, bulkRadius },
          expected: { value: 0.741, spread: 0.025 },
        });
      };
      assert.deepEqual(
        of(0).map(({ name }) => name),
        ['matrix', 'spectrum', 'eigenvalues'].slice(0, 2),
      );
      const directed = results.eigenvalues!.findIndex(({ condition }) => condition === 'directed');
      assert.deepEqual(
        of(directed).map(({ name }) => name),
        ['matrix', 'spectrum', 'eigenvalues'],
      );
      assert.match(of(0)[1].caption.join(' '), /ranks 6 to 50.*α = 0\.74 ± 0\.03 \(standard deviation, N = 300\)/);
      for (const figure of of(directed))
        for (const width of [180, 85]) assert.deepEqual(overlaps(textBoxes(drawSvg(figure, { width }))), []);
    },
  );
});

test('a plot without its results says what it needs', () => {
  for (const figure of figuresOf(sampleResults({ conditions: { a: 1, b: 2 }, plots }))) {
    assert.equal(figure.panels.length, 0);
    assert.match(figure.caption[0], /measure|compare|needs|circuit/, figure.name);
  }
});
test('tiles: mean and largest magnitude of each, connections counted; the same from connections alone', () => {
  const size = 7,
    values = Float64Array.from({ length: size * size }, (_, at) => (at % 3 === 0 ? 0 : ((at * 37) % 11) - 5));
  const tiles = tilesOf({ size, values }, 3);
  const edge = [0, 3, 6, 7];
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++) {
      const inTile: number[] = [];
      for (let i = edge[row]; i < edge[row + 1]; i++)
        for (let j = edge[column]; j < edge[column + 1]; j++) inTile.push(values[i * size + j]);
      assert.ok(Math.abs(tiles.mean[row * 3 + column] - mean(inTile)) < 1e-12);
      assert.equal(Math.abs(tiles.largest[row * 3 + column]), Math.max(...inTile.map(Math.abs)));
    }
  assert.equal(tiles.connections, values.filter((each) => each !== 0).length);
  assert.deepEqual(
    tilesOfConnections(
      size,
      (visit) => {
        for (const [at, value] of values.entries()) visit(Math.floor(at / size), at % size, value);
      },
      3,
    ),
    tiles,
  );
  assert.deepEqual(tilesOf({ size, values }).mean, values, 'a small matrix is not reduced');
  for (let edge = 1; edge < 2000; edge = Math.ceil(edge * 1.07)) {
    const { tiles: count } = tilesOf({ size: edge, values: new Float64Array(edge * edge) });
    assert.ok(count <= mostTiles && Math.ceil(edge / tileWidth(edge, count)) === count, `${edge}`);
  }
});
test('a raster holds means of standardised neurons, the same read in stretches as in memory', () => {
  const neurons = 6,
    frames = 5000,
    values = Float32Array.from(
      { length: neurons * frames },
      (_, at) => Math.sin(at / 7) * (1 + Math.floor(at / frames)) + 3,
    );
  const activity = { neurons, frames, values, bin: 0.1, runs: [frames] };
  const raster = rasterOf(activity, { rows: 3, columns: 50 });
  assert.deepEqual([raster.rows, raster.columns, raster.values.length], [3, 50, 150]);
  assert.ok(Math.abs(raster.values.reduce((sum, each) => sum + each, 0)) < 1e-3);
  const { values: _, ...rest } = activity;
  const stretched = rasterOf(
    {
      ...rest,
      read: (from, to) =>
        Float32Array.from(
          { length: neurons * (to - from) },
          (_, at) => values[Math.floor(at / (to - from)) * frames + from + (at % (to - from))],
        ),
    },
    { rows: 3, columns: 50 },
  );
  assert.deepEqual(stretched.values, raster.values);
  assert.throws(() => rasterOf(activity, { from: 4990, shown: 20 }), RangeError);
});
test('a PNG is one that others can read: lengths, checksums, pixels', async () => {
  const { inflateSync, crc32 } = (await import('node:zlib')) as typeof import('node:zlib') & {
    crc32?: (bytes: Uint8Array) => number;
  };
  const [width, height] = [300, 250];
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => at % 3);
  const bytes = Buffer.from(
    pngOf(width, height, pixels, ['#ffffff', 'rgb(1, 2, 3)', '#0a141e']).split(',')[1],
    'base64',
  );
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at),
      name = bytes.toString('latin1', at + 4, at + 8);
    chunks.set(name, bytes.subarray(at + 8, at + 8 + length));
    if (crc32) assert.equal(bytes.readUInt32BE(at + 8 + length), crc32(bytes.subarray(at + 4, at + 8 + length)), name);
    at += 12 + length;
  }
  assert.deepEqual([...chunks.keys()], ['IHDR', 'PLTE', 'IDAT', 'IEND']);
  assert.deepEqual([...chunks.get('PLTE')!], [255, 255, 255, 1, 2, 3, 10, 20, 30]);
  const lines = inflateSync(chunks.get('IDAT')!); // checks Adler-32
  for (let row = 0; row < height; row++) {
    assert.equal(lines[row * (width + 1)], 0);
    assert.deepEqual(
      lines.subarray(row * (width + 1) + 1, (row + 1) * (width + 1)),
      Buffer.from(pixels.subarray(row * width, (row + 1) * width)),
    );
  }
});
