import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { benjaminiHochberg, compare, proportionInterval } from '../../engine/statistics/index.ts';
import { sensitivity } from '../../engine/genes/index.ts';
import { rewiredRules } from '../../engine/variants/index.ts';
import { analyseText, type ExperimentSpec, specify } from '../../language/index.ts';
import type { GenesNoun } from '../../language/specification.ts';
import { nodeReader } from '../../runs/data/index.ts';
import { loadRun, type Results, type RunEvent, runExperiment, type RunRequest } from '../../runs/index.ts';
import { jobsOf } from '../../runs/plan/jobs.ts';
import { intervalOfDifference } from '../../runs/say/sampled.ts';
import { noSharedData, sharedData, sharedExample } from '../data.ts';
import { endProbability, hasFate, statesOf } from '../genes/oracle.ts';
import { growingCortex } from '../growing-cortex.ts';
import { temporaryFolder } from './stripes-study.ts';

interface Ran {
  readonly status: string;
  readonly folder: string;
  readonly results: Results;
  readonly computed: number;
  readonly experiment: ExperimentSpec;
}

/** Runs a text's only experiment in a folder of its own. */
function study(
  t: TestContext,
  text: string,
  file = path.join(temporaryFolder(t), 'study.anl'),
): (options?: Partial<RunRequest>, source?: string) => Promise<Ran> {
  const out = path.join(temporaryFolder(t), 'runs');
  return async (options = {}, source = text) => {
    const { specification, diagnostics } = await specify(analyseText(source), nodeReader(file));
    assert.ok(specification, JSON.stringify(diagnostics));
    const [experiment] = specification.experiments;
    assert.ok(experiment, JSON.stringify(specification.refused));
    const events: RunEvent[] = [];
    const { status, folder, results } = await runExperiment({
      specification,
      experiment: experiment.name,
      source,
      file,
      out,
      backend: 'wasm',
      jobs: 2,
      ...options,
      onEvent: (event) => {
        events.push(event);
        options.onEvent?.(event);
      },
    });
    const progress = events.filter((event) => event.kind === 'progress');
    return {
      status,
      folder,
      results,
      experiment,
      computed: progress.length === 0 ? 0 : progress[progress.length - 1].done - progress[0].done,
    };
  };
}
const measured = ({ summary }: Results, measure: string, condition: string) => {
  const found = summary.measures.find((one) => one.measure === measure && one.condition === condition);
  assert.ok(found, `${measure} of ${condition}`);
  return found;
};

for (const update of ['asynchronous', 'synchronous'] as const) {
  test(`fates.anl runs as it stands; its basins under ${update} update are those of a dense solution`, async (t) => {
    const file = sharedExample('fates.anl');
    if (!file || !sharedData('boolean')) return t.skip(noSharedData);
    const text = fs.readFileSync(file, 'utf8');
    const { status, results, folder } = await study(
      t,
      update === 'asynchronous' ? text : text.replace('update asynchronous', 'update synchronous'),
      file,
    )();
    assert.equal(status, 'done');
    assert.deepEqual(
      results.summary.expectations.map(({ text: claim, verdict, exact, line }) => [claim, verdict, exact, line]),
      [['states of wild = 2', 'supported', true, 21]],
    );
    for (const { name, noun } of results.experiment.conditions) {
      for (const fate of ['anterior', 'posterior']) {
        const network = noun as GenesNoun;
        const ends = endProbability(network, update, (states) =>
          states.every((state) => hasFate(network, fate, state)),
        );
        const exact =
          statesOf(network).reduce((sum, state) => sum + (ends.get(state) as number), 0) / statesOf(network).length;
        const { mean, ci, n } = measured(results, fate, name);
        assert.ok(Math.abs(mean - exact) < 1e-12, `${fate} of ${name}: ${mean}, by elimination ${exact}`);
        assert.deepEqual([ci, n], [null, 1]);
      }
    }
    assert.deepEqual(
      results.genes?.map(({ condition, analysis }) => [condition, analysis.count, analysis.update]),
      [
        ['wild', '2', update],
        ['no_pax6', '2', update],
        ['no_emx2', '2', update],
      ],
    );
    assert.deepEqual((await loadRun(folder)).genes, results.genes);
    const table = fs.readFileSync(path.join(folder, 'tables', 'wild-attractors.csv'), 'utf8');
    assert.deepEqual(table.replace(/(,steady,1),\d*,/g, '$1,basin,').split('\n'), [
      'attractor,kind,size,basin,fate,state,v_Coup_fti,v_Emx2,v_Fgf8,v_Pax6,v_Sp8',
      '1,steady,1,basin,anterior,1,0,0,1,1,1',
      '2,steady,1,basin,posterior,1,1,1,0,0,0',
      '',
    ]);
  });
}

const rules = `genes switch {
  update synchronous
  A, A & !B | C
  B, B & !A
  C, D & !B
  D, A | C
  fate left = A & !B
  fate right = B & !A
}
`;

test('what no seed draws is computed once for all seeds, and for more of them not again', async (t) => {
  const text =
    `${rules}experiment ends { seeds 4; compare { wild = switch; off = knock_out(switch, A) }; measure ` +
    `states = count(attractors); measure left = basin(left); measure slope = derrida() }`;
  const run = study(t, text);
  const { results, computed } = await run();
  assert.equal(computed, 2 + 2, 'measures and attractors of each network');
  for (const name of ['states', 'left', 'slope'])
    for (const condition of ['wild', 'off']) {
      assert.equal(results.rows.filter((row) => row.measure === name && row.condition === condition).length, 4);
      assert.equal(measured(results, name, condition).ci, null);
    }
  assert.ok(results.summary.comparisons.every(({ ci, p }) => ci === null && p === null));
  assert.deepEqual(
    results.summary.notes.map(({ code }) => code),
    ['S065'],
  );
  const more = await run({}, text.replace('seeds 4', 'seeds 7'));
  assert.deepEqual([more.status, more.computed, more.results.rows.length], ['cached', 0, 7 * 6]);
});

test('a measure is taken of the genes of its condition, or of those it names', async (t) => {
  const text =
    `${rules}genes other { X, !X }\nexperiment ends { compare { wild = switch; held = knock_out(switch, A) }; ` +
    `measure own = count(oscillations); measure theirs = count(oscillations, genes: other); measure here = ` +
    `count(oscillations, genes: switch) }`;
  const { results } = await study(t, text)();
  assert.deepEqual(
    ['own', 'theirs', 'here'].map((name) =>
      ['wild', 'held'].map((condition) => measured(results, name, condition).mean),
    ),
    [
      [0, 1],
      [1, 1],
      [0, 1],
    ],
  );
});

test('a network among its rewired nulls: p, z and percentile of the one, from nulls of every seed', async (t) => {
  const { results, experiment } = await study(
    t,
    `${rules}experiment null { seeds 19; compare { wild = switch; random = rewired_rules(switch) }; measure ` +
      `sensitivity = sensitivity(); measure left = basin(left) }`,
  )();
  const [wild, random] = experiment.conditions.map(({ noun }) => noun as GenesNoun);
  const observed = sensitivity(wild).mean;
  const nulls = experiment.seeds.map(
    (seed) => sensitivity(rewiredRules(wild, seed, random.controls?.[0].stream as string)).mean,
  );
  const centre = nulls.reduce((sum, value) => sum + value, 0) / nulls.length;
  const extreme = nulls.filter((value) => Math.abs(value - centre) >= Math.abs(observed - centre) - 1e-12).length;
  const [{ p, z, ci, n, percentile }] = results.summary.comparisons;
  assert.deepEqual([p, ci, n], [(1 + extreme) / 20, null, 19]);
  assert.ok(
    z != null &&
      percentile ===
        nulls.filter((value) => value < observed).length / 19 + nulls.filter((value) => value === observed).length / 38,
  );
  assert.deepEqual(
    results.rows.filter((row) => row.condition === 'random' && row.measure === 'sensitivity').map(({ value }) => value),
    nulls,
  );
  assert.ok(
    results.summary.notes.some(
      ({ code, text }) =>
        code === 'S068' && /^sensitivity of wild among 19 of random: z = .*about wild alone/.test(text),
    ),
  );
  assert.deepEqual(
    results.genes?.map(({ condition }) => condition),
    ['wild'],
    'a network that every seed draws is not looked into',
  );
});

/** 16 genes that follow the first, so that absorption under asynchronous update is sampled, and is 1/2. */
const wide = `genes wide {
  update asynchronous
${Array.from({ length: 16 }, (_, g) => `  g${g}, ${g === 0 ? 'g0' : `g${g - 1}`}`).join('\n')}
  fate far = g15
}
`;
test('a sampled probability carries the interval of its sample, in the table, the claim and a note', async (t) => {
  const { results } = await study(
    t,
    `${wide}experiment ends { seeds 3; compare { wild = wide; off = wide { fate far = g15 & g14 }; held = ` +
      `knock_out(wide, g0) }; measure far = basin(far); expect far of wild > 40 %; expect far of wild > 52 %; ` +
      `expect far of wild > far of held; expect far of wild = far of off within 0.03 }`,
  )();
  const { mean, ci } = measured(results, 'far', 'wild');
  assert.ok(ci && ci[0] < mean && mean < ci[1] && ci[1] - ci[0] < 0.03);
  assert.ok(Math.abs(mean - 0.5) < 0.02);
  assert.deepEqual(
    results.summary.expectations.map(({ verdict }) => verdict),
    ['supported', 'fails', 'supported', 'supported'],
  );
  const [off, held] = results.summary.comparisons;
  for (const { p, difference, ci: ofDifference } of [off, held])
    assert.ok(p === null && ofDifference && ofDifference[0] <= difference && difference <= ofDifference[1]);
  // Newcombe 1998, table II, method 10: 56/70 against 48/80 gives 0.0524 .. 0.3339
  const newcombe = intervalOfDifference(56 / 70, proportionInterval(56, 70), 48 / 80, proportionInterval(48, 80)) ?? [];
  assert.deepEqual(
    newcombe.map((end) => end.toFixed(4)),
    ['0.0524', '0.3339'],
  );
  assert.deepEqual(
    results.summary.notes.map(({ code }) => code),
    ['S069'],
  );
});

const growth = `${growingCortex({ rules: '  Emx2, Sox2\n' })}connect grown from cortex { cells neuron }
experiment hunt {
  seeds 1 .. 8
  compare { wild = grown; again = grown with mouse = over_express(mouse, Emx2) }
  screen knock_out of every gene
  measure neurons = count(cells(cortex), fate: neuron)
  measure density = density(recurrent)
  measure growing = population(cortex, fate: neuron)
  measure states = count(attractors)
  expect max(growing of wild) > 0
  expect growing of wild <= 60 at step = 5
}
`;

test(
  'a screen: a condition for each gene, held against the reference only and corrected over the screen; what ' +
    'does not grow is a note',
  async (t) => {
    const run = study(t, growth);
    const { status, results, folder } = await run();
    assert.equal(status, 'done');
    const { rows, summary, experiment } = results;
    const screened = experiment.conditions.filter((condition) => condition.screened).map(({ name }) => name);
    assert.deepEqual(screened, ['knock_out_Sox2', 'knock_out_Tbr1', 'knock_out_Emx2']);
    const values = (measure: string, condition: string) =>
      rows
        .filter((row) => row.measure === measure && row.condition === condition && row.step === null)
        .map(({ value }) => value);
    assert.deepEqual(values('neurons', 'knock_out_Sox2'), []);
    assert.ok(
      summary.notes.some(
        ({ code, text }) =>
          code === 'D016' &&
          text.startsWith(
            'knock_out_Sox2: nothing grows: no state of the genes has the fate progenitor with Sox2 held at 0',
          ),
      ),
    );
    const found = summary.comparisons.filter(({ measure, exploratory }) => measure === 'neurons' && exploratory);
    assert.deepEqual(
      found.map(({ a, b }) => [a, b]),
      [
        ['knock_out_Tbr1', 'wild'],
        ['knock_out_Emx2', 'wild'],
      ],
    );
    const ps = found.map(({ a }) => compare(values('neurons', a), values('neurons', 'wild'), 'any').p);
    assert.deepEqual(
      found.map(({ p }) => p),
      ps,
    );
    assert.deepEqual(
      found.map(({ p_corrected }) => p_corrected),
      benjaminiHochberg(ps),
    );
    assert.deepEqual(
      [...new Set(summary.comparisons.filter(({ exploratory }) => !exploratory).map(({ a, b }) => `${a} ${b}`))],
      ['again wild'],
    );
    assert.deepEqual(
      summary.expectations.map(({ verdict }) => verdict !== 'fails'),
      [true, true],
    );
    assert.ok(summary.notes.some(({ code }) => code === 'S070'));
    assert.deepEqual(
      results.genes?.map(({ condition }) => condition),
      ['wild', 'again', ...screened],
    );
    assert.equal(
      fs.readdirSync(path.join(folder, 'arrays')).some((name) => name.startsWith('knock_out')),
      false,
    );
  },
);

test('cells by fate are kept for the written growths: each seed and step, as the measure counts them', async (t) => {
  const { results } = await study(t, growth)();
  assert.deepEqual([...new Set(results.populations?.map(({ condition }) => condition))], ['wild', 'again']);
  for (const { condition, seed, fates, steps, counts, step } of results.populations ?? []) {
    assert.deepEqual([fates, step, steps.length], [['progenitor', 'neuron', ''], 3600, 11]);
    const series = results.rows.filter(
      (row) => row.measure === 'growing' && row.condition === condition && row.seed === seed && row.step !== null,
    );
    assert.deepEqual(
      series.map(({ step: at, value }) => [at, value]),
      steps.map((at, k) => [at, counts[1][k]]),
    );
    const last = results.rows.find(
      (row) => row.measure === 'growing' && row.condition === condition && row.seed === seed && row.step === null,
    );
    assert.equal(last?.value, counts[1].at(-1));
  }
});

test(
  'a screen gives the same bits whatever the number of jobs, goes on after it was stopped, and is not ' +
    'computed again',
  async (t) => {
    const [run, other] = [study(t, growth), study(t, growth)];
    const numbers = (folder: string) => fs.readFileSync(path.join(folder, 'measures.csv'), 'utf8');
    const whole = await other({ jobs: 1 });
    const cancel = new AbortController();
    const stopped = await run({
      jobs: 2,
      signal: cancel.signal,
      onEvent: (event) => {
        if (event.kind === 'progress' && event.done >= 20) cancel.abort();
      },
    });
    assert.equal(stopped.status, 'cancelled');
    const resumed = await run({ jobs: 2 });
    assert.equal(resumed.status, 'done');
    assert.ok(
      resumed.computed > 0 && resumed.computed <= whole.computed - 20,
      `${resumed.computed} of ${whole.computed}`,
    );
    assert.equal(numbers(resumed.folder), numbers(whole.folder));
    const again = await run();
    assert.deepEqual([again.status, again.computed], ['cached', 0]);
  },
);

test('keys of gene networks know neither backend nor name, and the seed only where it draws', async (t) => {
  const { experiment } = await study(
    t,
    `${rules}experiment null { seeds 2; compare { wild = switch; random = rewired_rules(switch) }; measure ` +
      `left = basin(left) }`,
  )();
  const keys = (backend: string, changed: ExperimentSpec = experiment) =>
    jobsOf(changed, { files: {}, backend })
      .filter(({ kind }) => kind !== 'condition')
      .map(({ kind, condition, seed, key }) => ({ what: `${kind} ${condition} ${seed}`, key }));
  const found = new Map(keys('wasm').map(({ what, key }) => [what, key]));
  assert.deepEqual(
    [...found.keys()],
    ['analysis wild 1', 'genes wild 1', 'genes random 1', 'genes wild 2', 'genes random 2'],
  );
  assert.equal(found.get('genes wild 1'), found.get('genes wild 2'));
  assert.notEqual(found.get('genes random 1'), found.get('genes random 2'));
  assert.deepEqual(keys('native-avx2'), keys('wasm'));
  const renamed = {
    ...experiment,
    conditions: experiment.conditions.map((condition) => ({
      ...condition,
      noun: { ...condition.noun, name: 'other' } as GenesNoun,
    })),
  };
  assert.deepEqual(keys('wasm', renamed), keys('wasm'));
  const shifted = {
    ...experiment,
    conditions: experiment.conditions.map((condition) => ({
      ...condition,
      noun: { ...condition.noun, update: 'asynchronous' } as GenesNoun,
    })),
  };
  for (const { what, key } of keys('wasm', shifted)) assert.notEqual(key, found.get(what));
});
