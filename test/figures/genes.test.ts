import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import {
  analyseNetwork,
  contradictedSigns,
  type GeneNetwork,
  type NetworkAnalysis,
  ruleFacts,
  transitionGraph,
} from '../../engine/genes/index.ts';
import {
  attractorsFigure,
  drawSvg,
  type Figure,
  figureData,
  figureTable,
  previewFigures,
  transitionsFigure,
  wiringFigure,
} from '../../figures/index.ts';
import { readRules } from '../../formats/rules/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { inside, overlaps, textBoxes } from './boxes.ts';
import { corticalAreas, networkOf } from './drawn-networks.ts';

const published = (name: string, changes: Partial<GeneNetwork> = {}): (() => GeneNetwork) | undefined => {
  const file = sharedData('boolean', 'bbm_all_bnet', `${name}.bnet`);
  if (!file) return undefined;
  return () => {
    const { genes, inputs, signs } = readRules(new Uint8Array(fs.readFileSync(file)), file);
    return { genes, inputs, signs, fates: [], update: 'synchronous', fixed: {}, ...changes };
  };
};
const oneFate = (gene: string): Partial<GeneNetwork> => ({
  fates: [
    { name: 'on', rule: { gene } },
    { name: 'off', rule: { not: { gene } } },
  ],
});
const figuresOfNetwork = (network: GeneNetwork): Figure[] => {
  const analysis = analyseNetwork(network);
  return [
    ...previewFigures(network, analysis),
    transitionsFigure(network, transitionGraph(network, network.update, 256), analysis),
  ];
};

const drawn: Record<string, (() => GeneNetwork) | undefined> = {
  'cortical areas': corticalAreas,
  'cortical areas, asynchronous': () => corticalAreas('asynchronous'),
  'cortical areas without Pax6': () => corticalAreas('synchronous', { Pax6: 0 }),
  'one gene': () => networkOf(['A = A']),
  'a clock of one gene, asynchronous': () =>
    networkOf(['A = !A', 'B = A | B'], { update: 'asynchronous', fates: ['late = B'] }),
  'long names': () =>
    networkOf(
      [
        'a_gene_with_a_very_long_name_indeed = !another_gene_with_a_name_that_is_as_long',
        'another_gene_with_a_name_that_is_as_long = !a_gene_with_a_very_long_name_indeed',
      ],
      {
        fates: [
          'the_first_of_two_fates_with_long_names = a_gene_with_a_very_long_name_indeed',
          'the_other = another_gene_with_a_name_that_is_as_long',
        ],
      },
    ),
  'micro-RNA 9 (6 genes)': published('088_MIR-9-NEUROGENESIS'),
  'root stem cells (10), asynchronous': published('133_ROOT-STEM-CELL-2010', { update: 'asynchronous' }),
  'heart (15)': published('010_CARDIAC-DEVELOPMENT', oneFate('v_Tbx5')),
  'apoptosis (33)': published('111_APOPTOSIS', oneFate('v_CASP3')),
  'T-LGL survival (60)': published('025_T-LGL-SURVIVAL-NETWORK-2011', {
    update: 'asynchronous',
    ...oneFate('v_Apoptosis'),
  }),
};
for (const [name, make] of Object.entries(drawn)) {
  test(`${name}: texts are apart and inside at every width, numbers are numbers`, {
    skip: make ? false : noSharedData,
  }, () => {
    for (const figure of figuresOfNetwork(make!()))
      for (const width of [180, 120, 85, 60]) {
        const svg = drawSvg(figure, { width });
        assert.doesNotMatch(svg, /NaN|Infinity|undefined"|null"/);
        const boxes = textBoxes(svg);
        const page = inside(svg);
        assert.deepEqual(overlaps(boxes), [], `${figure.name}, ${width} mm`);
        for (const box of boxes)
          assert.ok(
            box.left >= -0.1 && box.right <= page.width + 0.1 && box.bottom <= page.height + 3 && box.top >= -0.5,
            `${figure.name}, ${width} mm: “${box.text}” leaves the page: ${JSON.stringify(box)} of ` +
              `${JSON.stringify(page)}`,
          );
        assert.equal(
          (svg.match(/<[a-z]/gi) ?? []).length,
          (svg.match(/<\/[a-z]|\/>/gi) ?? []).length,
          'every element is closed',
        );
      }
  });
}

test('attractors: basins as areas under the names of their fates, states as columns', () => {
  const network = corticalAreas();
  const figure = attractorsFigure(network, analyseNetwork(network));
  const [areas, grid] = figure.panels;
  assert.ok(areas.kind === 'areas' && grid.kind === 'grid');
  assert.deepEqual(
    areas.groups.map(({ name, areas: [area] }) => [name, area.share, area.detail]),
    [
      ['anterior', 4 / 32, 'steady state'],
      ['posterior', 28 / 32, 'steady state'],
    ],
  );
  assert.deepEqual(
    grid.rows.map(({ name }) => name),
    ['Fgf8', 'Emx2', 'Pax6', 'Coup', 'Sp8'],
  );
  assert.deepEqual(
    grid.blocks.map(({ name, columns }) => [name, columns.map(({ values }) => values.join(''))]),
    [
      ['anterior', ['10101']],
      ['posterior', ['01010']],
    ],
  );
  const widths = [
    ...drawSvg(figure).matchAll(
      /data-at="[\d.]+ [\d.]+ ([\d.]+) [\d.]+"><title>\d (?:anterior|posterior), steady state, /g,
    ),
  ].map(([, width]) => Number(width));
  assert.ok(Math.abs(widths[1] / widths[0] - 7) < 0.2, `areas are to scale: ${widths}`);
  assert.match(
    figure.caption.join(' '),
    /share of all 32 states .* synchronous.*Both attractors, found by visiting every one of 32 states/,
  );
  assert.match(figure.summary, /anterior 12\.5.%, posterior 87\.5.%/);
});
test('attractors: cycles run from left to right, 57 of 64 states of the MIR-9 network never settle', {
  skip: drawn['micro-RNA 9 (6 genes)'] ? false : noSharedData,
}, () => {
  const network = drawn['micro-RNA 9 (6 genes)']!();
  const analysis = analyseNetwork(network);
  const [areas, grid] = attractorsFigure(network, analysis).panels;
  assert.ok(areas.kind === 'areas' && grid.kind === 'grid');
  const all = areas.groups.flatMap((group) => group.areas);
  assert.ok(Math.abs(all.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-12);
  assert.ok(
    Math.abs(
      all.filter(({ detail }) => detail.startsWith('cycle')).reduce((sum, { share }) => sum + share, 0) - 57 / 64,
    ) < 1e-12,
  );
  for (const block of grid.blocks)
    assert.deepEqual(
      block.columns.map(({ values }) => values.join('')),
      analysis.attractors[Number(block.number) - 1].states,
    );
});
test('attractors, asynchronous: widths are the probabilities of the fates, and the caption says so', () => {
  const network = networkOf(['A = A | B', 'B = B & !A', 'C = !C'], {
    update: 'asynchronous',
    fates: ['a = A & !B', 'neither = !A & !B'],
  });
  const analysis = analyseNetwork(network);
  const figure = attractorsFigure(network, analysis);
  const [areas, grid] = figure.panels;
  assert.ok(areas.kind === 'areas' && grid.kind === 'grid');
  for (const group of areas.groups)
    assert.ok(
      Math.abs(
        group.areas.reduce((sum, { share }) => sum + share, 0) -
          (group.name === 'mixed'
            ? analysis.mixed!
            : group.name === 'undecided'
              ? analysis.undecided!
              : analysis.fates[group.name].basin!
          ).value!,
      ) < 1e-9,
      group.name,
    );
  assert.match(figure.caption.join(' '), /probability of ending in each fate.*random order \(exact\)/);
  const clock = grid.blocks.find(({ columns }) => columns[0].values[2] === 0.5);
  assert.ok(
    clock && clock.columns.length === 1 && clock.detail === '2 states',
    'an attractor of several states is one column of shares',
  );
  assert.match(figure.caption.join(' '), /share of its states in which the gene is on/);
});
test('attractors without known basins: equal boxes; free genes, open searches and what is left out are said', () => {
  const genes = Array.from({ length: 70 }, (_, index) => `G${index}`);
  const network: GeneNetwork = {
    ...networkOf(
      genes.map((gene, index) => `${gene} = ${index === 0 ? '!G0' : `${gene} & G1`}`),
      { fates: ['first = G1'] },
    ),
    update: 'synchronous',
  };
  const trap = (last: string, fate: string): NetworkAnalysis['attractors'][number] => ({
    kind: 'trap',
    size: 2,
    basin: null,
    states: [`*1${'0'.repeat(67)}${last}`],
    fate,
    kept: [fate],
    touched: [fate],
  });
  const analysis: NetworkAnalysis = {
    genes,
    inputs: [],
    update: 'synchronous',
    method: 'symbolic',
    complete: false,
    unfinished: 'the search for trap spaces stopped at its budget',
    free: 70,
    attractors: [trap('0', 'first'), trap('1', 'first')],
    count: '40',
    fates: { first: { reachable: true, basin: null } },
    mixed: null,
    undecided: null,
  };
  const figure = attractorsFigure(network, analysis);
  const [areas, grid] = figure.panels;
  assert.ok(areas.kind === 'areas' && grid.kind === 'grid');
  assert.deepEqual(
    areas.groups[0].areas.map(({ share }) => share),
    [0.5, 0.5],
  );
  assert.equal(grid.rows.length, 60);
  assert.ok(
    grid.rows.some(({ name }) => name === 'G69'),
    'what differs between the columns is in the table',
  );
  assert.equal(grid.blocks[0].columns[0].values[0], '*');
  const caption = figure.caption.join(' ');
  for (const said of [
    /Boxes of equal size.*not computed/,
    /\* is free/,
    /38 more attractors not in the table/,
    /10 genes and inputs not in the table/,
    /Not finished: the search for trap spaces stopped at its budget/,
    /each trap space holds at least one attractor/,
  ])
    assert.match(caption, said);
});

test('wiring: an edge has the sign of the rule as a function; contradictions, fates, what is held are marked', () => {
  const network = networkOf(['A = B & !C | A & !A & D', 'B = A & !C | !A & C', 'C = light', 'D = B'], {
    inputs: ['light'],
    fates: ['up = A & B'],
    fixed: { D: 0 },
    signs: [
      { source: 'B', target: 'A', sign: -1 },
      { source: 'D', target: 'C', sign: 1 },
    ],
  });
  const figure = wiringFigure(network);
  const [panel] = figure.panels;
  assert.ok(panel.kind === 'wiring');
  const edges = new Map(
    panel.edges.map((edge) => [`${panel.nodes[edge.source].name} ${panel.nodes[edge.target].name}`, edge]),
  );
  for (const gene of network.genes)
    for (const [source, influence] of ruleFacts(gene.rule).influences)
      assert.equal(edges.get(`${source} ${gene.name}`)?.influence, influence);
  assert.deepEqual(
    [
      edges.get('A A')?.influence,
      edges.get('D A')?.influence,
      edges.get('C B')?.influence,
      edges.get('A B')?.influence,
    ],
    ['none', 'none', 'both', 'both'],
  );
  assert.deepEqual(
    panel.edges
      .filter((edge) => edge.contradicts)
      .map((edge) => [panel.nodes[edge.source].name, edge.influence, edge.contradicts]),
    [
      ['B', '+', '-'],
      ['D', 'absent', '+'],
    ],
  );
  assert.equal(contradictedSigns(network).length, 2);
  assert.deepEqual(panel.nodes.flatMap(({ name, fates }) => (fates.length > 0 ? [name] : [])).sort(), ['A', 'B']);
  assert.deepEqual(
    panel.nodes.filter(({ isInput }) => isInput).map(({ name }) => name),
    ['light'],
  );
  const svg = drawSvg(figure);
  assert.equal((svg.match(/>!</g) ?? []).length, 2);
  assert.ok(svg.includes('>D = 0<') && svg.includes('stroke-dasharray'));
  assert.match(figure.caption.join(' '), /! marks a declared sign.*Held: D = 0/);
});
test('wiring of up to 40 nodes: no node on another, no edge through a foreign node', {
  skip: drawn['apoptosis (33)'] ? false : noSharedData,
}, () => {
  for (const width of [180, 85]) {
    const svg = drawSvg(wiringFigure(drawn['apoptosis (33)']!()), { width });
    const boxes = [...svg.matchAll(/data-node="\d+" data-at="([^"]*)"/g)].map(([, at]) => at.split(' ').map(Number));
    const centres = boxes.map(([x, y, w, h]) => [x + w / 2, y + h / 2]);
    assert.equal(centres.length, 33);
    for (const [index, [x, y]] of centres.entries())
      for (const [u, v] of centres.slice(index + 1)) assert.ok(Math.hypot(x - u, y - v) >= 8, `${width} mm`);
    if (width < 180) continue;
    for (const [, source, target, d] of svg.matchAll(
      /data-source="(\d+)" data-target="(\d+)"><path d="(M[^"]*Q[^"]*)"/g,
    )) {
      const [x0, y0, cx, cy, x1, y1] = d.match(/-?[\d.]+/g)!.map(Number);
      for (let t = 0; t <= 1; t += 0.02) {
        const [x, y] = [
          (1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t * t * x1,
          (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t * t * y1,
        ];
        for (const [node, [u, v]] of centres.entries())
          if (node !== Number(source) && node !== Number(target))
            assert.ok(Math.hypot(x - u, y - v) > 4, `edge ${source} to ${target} passes node ${node}`);
      }
    }
  }
});
test('wiring of many genes is a line per gene with all its regulators', {
  skip: drawn['T-LGL survival (60)'] ? false : noSharedData,
}, () => {
  const network = drawn['T-LGL survival (60)']!();
  const figure = wiringFigure(network);
  assert.deepEqual(
    figure.panels.map(({ kind }) => kind),
    ['regulators'],
  );
  const edges = network.genes.reduce((sum, gene) => sum + ruleFacts(gene.rule).influences.size, 0);
  assert.equal((drawSvg(figure).match(/data-source=/g) ?? []).length, edges);
  assert.equal(figureTable(figure).rows.length, edges);
});

for (const update of ['synchronous', 'asynchronous'] as const) {
  test(
    `transitions, ${update}: every state once, a step apart, every transition an arrow, attractors coloured, ` +
      `the same every time`,
    () => {
      const network = corticalAreas(update);
      const analysis = analyseNetwork(network);
      const graph = transitionGraph(network)!;
      const figure = transitionsFigure(network, graph, analysis);
      assert.deepEqual(transitionsFigure(network, graph, analysis), figure);
      const [panel] = figure.panels;
      assert.ok(panel.kind === 'transitions');
      assert.equal(new Set(panel.states.map(({ text }) => text)).size, 32);
      for (const [index, a] of panel.states.entries())
        for (const b of panel.states.slice(index + 1))
          assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 0.99, `${a.text} and ${b.text}`);
      for (const { x, y } of panel.states)
        assert.ok(x >= -1e-9 && y >= -1e-9 && x <= panel.extent[0] + 1e-9 && y <= panel.extent[1] + 1e-9);
      assert.deepEqual(
        panel.states.flatMap(({ text, attractor }) => (attractor ? [[text, attractor.name]] : [])).sort(),
        [
          ['01010', 'posterior'],
          ['10101', 'anterior'],
        ],
      );
      const svg = drawSvg(figure);
      assert.equal(
        (/class="transitions"[^>]*>(.*?)<\/g>/.exec(svg)![1].match(/<path/g) ?? []).length,
        graph.edges.length,
      );
      assert.equal((svg.match(/class="ringed"/g) ?? []).length, 2);
      assert.ok(svg.includes('>10101<') && svg.includes('>01010<'), 'states of attractors are named');
    },
  );
}
test('transitions leave out inputs that are held, as the analysis does', () => {
  const network = networkOf(['A = light & !B', 'B = A | dark'], { inputs: ['dark', 'light'], fixed: { dark: 0 } });
  const analysis = analyseNetwork(network);
  const [panel] = transitionsFigure(network, transitionGraph(network), analysis).panels;
  assert.ok(panel.kind === 'transitions');
  assert.ok(panel.states.every(({ text }) => text.length === 3));
  assert.equal(
    panel.states.filter(({ attractor }) => attractor).length,
    new Set(analysis.attractors.flatMap(({ states }) => states)).size,
  );
});
test('transitions of too many states say why they are not drawn, and what is', () => {
  const network = networkOf(Array.from({ length: 9 }, (_, index) => `G${index} = G${(index + 1) % 9}`));
  const figure = transitionsFigure(network, transitionGraph(network, 'synchronous', 256), analyseNetwork(network));
  assert.deepEqual(figure.panels, []);
  assert.match(figure.caption.join(' '), /512 states are too many.*plot attractors/);
});

test('the data behind each figure of a network, as CSV', () => {
  const [wiring, attractors, transitions] = figuresOfNetwork(corticalAreas());
  assert.deepEqual(figureTable(wiring).columns, ['regulator', 'gene', 'influence']);
  assert.ok(figureData(wiring).includes('\nEmx2,Fgf8,-\n'));
  const lines = figureData(attractors).split('\n');
  assert.equal(lines[0], 'attractor,fate,what,share,step,gene,value');
  assert.ok(lines.includes('1,posterior,steady state,0.875,,,') || lines.includes('2,posterior,steady state,0.875,,,'));
  assert.ok(lines.some((line) => /^\d,anterior,steady state,,1,Pax6,1$/.test(line)));
  const rows = figureTable(transitions).rows;
  assert.equal(rows.length, 32, 'a row per transition, a state that stays leads to itself');
  assert.ok(rows.some(([from, to]) => from === '10101' && to === '10101'));
});
test('names of genes and fates cannot break out of the drawing', () => {
  const svg = figuresOfNetwork(networkOf(['<b>" = !<b>"'], { fates: ['<script> = <b>"'] }))
    .map((figure) => drawSvg(figure))
    .join('');
  assert.ok(!svg.includes('<script') && !svg.includes('<b>') && svg.includes('&lt;script&gt;'));
});
