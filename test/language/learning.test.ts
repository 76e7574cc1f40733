import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { format } from '../../grammar/index.ts';
import { analyseScience, analyseText, type ExperimentSpec, specify } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const world = `language 1
task cycles is cycling { trials 60 }
task choose is one_choice
connect grouped { neurons 20;  groups 2;  weights normal(0, 0.1) }
network teacher {
  neurons 50
  recurrent random_ei(density: 0.5, scale: 2.4, excitatory: 70 %)
  gain normal(1, 0.4), positive
  bias uniform(-0.1, 0.1)
  activation softplus
  tau 1 s;  dt 100 ms
  input 2;  readout 1
}
`;
async function heard(
  source: string,
): Promise<{ readonly said: readonly string[]; readonly experiment?: ExperimentSpec }> {
  const analysis = analyseText(source);
  const found = [...analysis.diagnostics, ...(await analyseScience(analysis, readerOf()))];
  const { specification } = await specify(analysis, readerOf());
  return {
    said: found
      .filter(({ severity, code }) => severity !== 'hint' && code !== 'L006')
      .map(({ code, message }) => `${code} ${message}`),
    experiment: specification?.experiments[0],
  };
}
async function meant(source: string): Promise<ExperimentSpec> {
  const { said, experiment } = await heard(source);
  assert.deepEqual(said, []);
  if (!experiment) throw new Error('no experiment');
  return experiment;
}
const following = (
  student: string,
  settings = 'epochs 1',
): string => `${world}network student like teacher { ${student} }
experiment e {
  seeds 6
  teach teacher on cycles { epochs 1 }
  compare { student = student }
  train to follow teacher on cycles { ${settings} }
  measure m = error(recorded)
}
`;
async function overTime(student: string) {
  const { conditions } = await meant(following(student));
  const [{ noun }] = conditions;
  if (noun.noun !== 'network' || !noun.overTime) throw new Error('no network over time');
  return { ...noun.overTime, name: noun.name };
}

describe('what a student knows, learns and begins with', () => {
  it('has its own name, and what it does not say from its teacher', async () => {
    const { name, activation, time, known } = await overTime('known readout, recurrent;  learn gain');
    assert.deepEqual(
      { name, activation, time, known },
      {
        name: 'student',
        activation: { name: 'softplus', smoothness: 1 },
        time: { tau: 1, dt: 0.1 },
        known: ['recurrent', 'readout'],
      },
    );
  });
  for (const [learn, parts] of [
    ['gain, bias', ['gain neuron', 'bias neuron']],
    ['smoothness', ['smoothness all log']],
    ['smoothness per neuron, gain per type, bias shared', ['gain type', 'bias all', 'smoothness neuron log']],
    ['bias, log gain', ['gain neuron log', 'bias neuron']],
    ['gain per  type, log gain', ['gain type log']],
    ['recurrent', ['recurrent neuron']],
  ] as const)
    it(`learn ${learn}`, async () => {
      const { learn: learned } = await overTime(`learn ${learn}`);
      assert.deepEqual(
        learned?.map(({ part, shared, log }) => [part, shared, ...(log ? ['log'] : [])].join(' ')),
        parts,
      );
    });
  it('a start is an expression over its teacher’s values', async () =>
    assert.deepEqual((await overTime('learn gain, bias;  start gain shuffled * 0.5, bias shuffled')).start, {
      gain: { call: '*', arguments: [{ name: 'shuffled' }, 0.5] },
      bias: { name: 'shuffled' },
    }));
  it('gains are rectified, or of any sign', async () => {
    const { gain, gainsOfAnySign } = await overTime('gain normal(1, 0.9), any sign;  learn bias');
    assert.deepEqual(gain, {
      weights: { distribution: 'normal', takes: { mean: 1, deviation: 0.9 } },
      positive: false,
    });
    assert.equal(gainsOfAnySign, true);
    assert.equal((await overTime('learn bias')).gainsOfAnySign, undefined);
  });
  it('the first state is where a network has run to', async () => {
    assert.deepEqual((await overTime('state after 60 s;  learn bias')).firstState, { after: 60 });
    const { said } = await heard(following('state settled after 60 s;  learn bias'));
    assert.deepEqual(said, ['L017 Either one state or the other: `state after 60 s`.']);
  });
  it('another activation replaces the teacher’s', async () =>
    assert.deepEqual((await overTime('activation softplus(beta: 0.5);  learn bias')).activation, {
      name: 'softplus',
      smoothness: 0.5,
    }));
});

describe('a read-out in closed form', () => {
  const study = (settings: string, follow = '') => `${world}network reader like teacher { learn readout }
experiment e {
  seeds 6
  teach teacher on cycles { epochs 1 }
  compare { a = reader }
  train ${follow}on cycles { ${settings} }
  measure m = loss(test)
}
`;
  it('has its penalty', async () => {
    const { trainings } = await meant(study('optimiser ridge(1e-4)'));
    assert.deepEqual(trainings?.[0].optimiser, { call: 'ridge', takes: { penalty: 1e-4 } });
    assert.deepEqual((await meant(study('optimiser ridge()'))).trainings?.[0].optimiser.takes, { penalty: 1e-6 });
  });
  for (const settings of ['epochs 3', 'clip 5', 'schedule cosine', 'truncate 5 steps', 'early_stop 3'])
    it(`${settings} has no meaning with it`, async () => {
      const [word] = settings.split(' ');
      const { said } = await heard(study(`optimiser ridge(1e-4);  ${settings}`));
      assert.deepEqual(said, [
        `L017 \`${word}\` is of training step by step: \`ridge\` finds the read-out in one pass.`,
      ]);
    });
  it('follows nobody, and reads no images', async () => {
    const { said } = await heard(study('optimiser ridge(1e-4)', 'to follow teacher '));
    assert.deepEqual(said, ['L017 `ridge` finds a read-out, and what is followed here is the activity of neurons.']);
    const images = await heard(`language 1
data digits from mnist
network reader { input 784;  neurons 10;  readout 10 }
experiment e { compare { a = reader };  train on digits { optimiser ridge(1e-4) };  measure m = loss(test) }
`);
    assert.match(images.said.join(), /^L017 On images the input weights learn/);
  });
});

describe('what stands inside a training over trials', () => {
  const trained = async (settings: string) =>
    (await meant(following('known recurrent;  learn bias', settings))).trainings?.[0];
  it('defaults', async () => {
    const { task: _, optimiser: __, follow, ...rest } = (await trained('')) ?? {};
    assert.deepEqual(rest, { batch: 64, epochs: 1, validation: 0.1, fixed: [] });
    assert.deepEqual([follow?.network.name, follow?.choice, follow?.loss], ['teacher', 'random', 'weighted']);
  });
  for (const [settings, holds] of [
    ['clip 2', { clip: 2 }],
    ['schedule cosine', { schedule: { call: 'cosine', takes: { floor: 0 } } }],
    ['schedule step(every: 5 epochs, factor: 0.5)', { schedule: { call: 'step', takes: { every: 5, factor: 0.5 } } }],
    ['truncate 50 steps', { window: 50 }],
    ['early_stop 5;  validation 20 %', { earlyStop: 5, validation: 0.2 }],
    ['trials 100;  batch 30 trials', { trials: 100, batch: 30 }],
    ['fixed readout, input', { fixed: ['input', 'readout'] }],
  ] as const)
    it(settings, async () => {
      const found = (await trained(settings)) as unknown as Readonly<Record<string, unknown>>;
      for (const [key, value] of Object.entries(holds)) assert.deepEqual(found[key], value, key);
    });
  for (const [settings, holds] of [
    ['record 10 neurons', { record: 10, choice: 'random' }],
    ['record 10, best', { record: 10, choice: 'best' }],
    ['record 10, worst', { record: 10, choice: 'worst' }],
    ['loss squared', { loss: 'squared' }],
    ['connectome noise 5 %', { connectomeNoise: 0.05 }],
  ] as const)
    it(settings, async () => {
      const found = (await trained(settings))?.follow as unknown as Readonly<Record<string, unknown>>;
      for (const [key, value] of Object.entries(holds)) assert.deepEqual(found[key], value, key);
    });
});

describe('trained NETWORK is a matrix', () => {
  const study = (says: string): string => `${world}network rnn like teacher
connect learned from trained rnn { spectrum radius 0.9 }
dynamics later of trained rnn { model linear;  run 2 s }
experiment e {
  seeds 6
  train on cycles { epochs 1 }
  ${says}
}
`;
  for (const [says, named] of [
    ['compare { a = rnn }\n  measure m = spectral_radius(trained rnn)', 'trained rnn'],
    ['compare { a = rnn }\n  measure m = spectral_radius(lesion(trained rnn, 10 %))', 'lesion(trained rnn, 10 %)'],
    ['compare { a = rnn }\n  measure m = spectral_radius(learned)', 'learned'],
  ] as const)
    it(named, async () => {
      const { measures } = await meant(study(says));
      const noun = measures[0].nouns[named];
      assert.equal(noun.noun === 'connect' && noun.source.kind === 'trained' && noun.source.network.name, 'rnn');
    });
  it('dynamics of it', async () => {
    const { conditions } = await meant(
      study('teach rnn on cycles { epochs 1 }\n  compare { a = later }\n  measure m = rank(recurrent)'),
    );
    const [{ noun }] = conditions;
    assert.equal(noun.noun === 'dynamics' && noun.matrix.source.kind, 'trained');
  });
  for (const [says, condition] of [
    ['compare { a = rnn;  b = teacher { bias 0 } }\n  measure m = spectral_radius(trained rnn)', 'b'],
    ['compare { a = rnn;  b = teacher { bias 0 } }\n  measure m = spectral_radius(lesion(learned, 10 %))', 'b'],
    ['compare { a = rnn;  b = grouped }\n  measure m = spectral_radius(trained rnn)', 'b'],
    ['compare { a = learned }\n  measure m = rank(recurrent)', 'a'],
  ] as const)
    it(`not where nothing of it learns: ${says}`, async () => {
      const { said } = await heard(study(says));
      assert.deepEqual(
        said.map((one) => one.slice(0, 4)),
        ['N078'],
      );
      assert.match(said[0], new RegExp(`condition \`${condition}\``));
      const { said: taught } = await heard(study(`teach rnn on cycles { epochs 1 }\n  ${says}`));
      assert.deepEqual(taught, []);
    });
  it('of a variant of it', async () => {
    const { said } = await heard(
      study('compare { a = rnn;  b = rnn { bias 0 } }\n  measure m = spectral_radius(trained rnn)'),
    );
    assert.deepEqual(said, []);
  });
  it('is written without brackets, and stays so', () => {
    const source = 'language 1\ndynamics later of trained   rnn {\n  run 2 s\n}\n';
    assert.equal(format(source), source.replace('   ', ' '));
  });
  it('not of itself', async () => {
    const { said } = await heard(`${world}connect c from trained rnn
network rnn { input 2;  recurrent c;  readout 1 }
experiment e { compare { a = rnn };  train on cycles { epochs 1 };  measure m = loss(test) }
`);
    assert.match(said.join('\n'), /would begin with what it has itself learned/);
  });
});

describe('what does not go together is said in one sentence', () => {
  const images = (settings: string, network = 'neurons 20'): string => `language 1
data digits from mnist
network reader { input 784;  ${network};  readout 10 }
experiment e { seeds 6;  compare { a = reader };  train on digits { ${settings} };  measure m = loss(test) }
`;
  const trials = (network: string): string => `${world}network rnn { ${network} }
experiment e { seeds 6;  compare { a = rnn };  train on cycles { epochs 1 };  measure m = loss(test) }
`;
  for (const [source, says] of [
    [images('clip 2'), /`clip` is of training on the trials of a task/],
    [images('record 10'), /`record` is of training on the trials of a task/],
    [images('', 'neurons 20;  noise 0.1'), /`noise` says something of a network that runs over trials/],
    [trials('input 3;  neurons 20;  recurrent normal(0, 0.1), tanh;  readout 1'), /^N050.*`input 2`/],
    [
      `${trials('input 2;  neurons from few;  recurrent grouped;  readout 1')}connect few { neurons 7;  weights 1 }\n`,
      /^N050 `few` has 7 neurons/,
    ],
    [trials('input 2, relu;  neurons 20;  recurrent normal(0, 0.1);  readout 1'), /`relu` behind `input`/],
    [trials('input 2;  recurrent orthogonal;  readout 1'), /`orthogonal` has no size of its own/],
    [trials('input 2;  recurrent grouped;  readout 1;  dt 10 ms'), /`dt` alone does not say/],
    [trials('input 2 to neurons;  recurrent grouped;  readout 1'), /Which neurons\?/],
    [trials('input 2 to neurons where fate = 1;  recurrent grouped;  readout 1'), /`group` is known, and not `fate`/],
    [trials('input 2;  recurrent grouped;  readout 1;  activation softplus(beta: 0)'), /more than 0/],
    [following('learn bias', 'samples 10'), /`samples` is of training on images/],
    [trials('input 2 to neurons where group = 3;  recurrent grouped;  readout 1'), /its groups are 1 to 2/],
    [trials('input 2;  recurrent permuted(grouped), tanh, dale;  readout 1'), /^N071/],
    [following('neurons 40'), /^N086.*has 40 neurons.*Write `neurons 50`/],
    [following('dt 50 ms'), /^N086.*Give it `dt 100 ms`/],
    [following('learn bias').replace('follow teacher', 'follow cycles'), /^L010.*the name of a `network`/],
    [following('learn recurrent', 'penalty abs(W)'), /^N088.*write sum/],
    [following('learn bias').replace('measure m', 'plot stiffness\n  measure m'), /^C047.*stiff_modes/],
    [following('tau binary'), /^C048.*above 0/],
    [following('tau 0 ms'), /^N063 `tau` is 0 s, and a time constant must be above 0.*`tau 1 s`/],
  ] as const)
    it(String(says), async () => {
      const { said } = await heard(source);
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0], says);
    });
});

describe('a measure that no condition can have is said before anything is trained', () => {
  const channels = { cycles: 'input 2;  readout 1', choose: 'input 8;  readout 4' };
  const learner = (task: keyof typeof channels, measure: string): string => `${world}network rnn like teacher {
  ${channels[task]}
}
experiment e { seeds 6;  compare { a = rnn };  train on ${task} { epochs 1 };  measure m = ${measure} }
`;
  const heardOf = (measure: string, settings = 'epochs 1', learn = 'known recurrent;  learn gain, bias'): string =>
    following(learn, settings).replace('error(recorded)', measure);
  for (const [source, says] of [
    [learner('cycles', 'accuracy(test)'), /`cycles` wants values.*`explained\(\)`/],
    [learner('cycles', 'gain_error()'), /`rnn` follows none.*`train to follow/],
    [learner('cycles', 'error(unrecorded)'), /`rnn` follows none/],
    [learner('cycles', 'stiff_modes()'), /`rnn` follows none/],
    [learner('choose', 'explained()'), /`choose` wants answers.*`accuracy\(test\)`/],
    [heardOf('accuracy(test)'), /the activity of `teacher`/],
    [heardOf('error(unrecorded)'), /it hears all of `teacher`/],
    [heardOf('error(neurons: unrecorded)', 'record 50'), /it hears all of `teacher`/],
    [heardOf('error(recorded)', 'record 0'), /it hears none/],
    [heardOf('stiff_modes()', '', 'known recurrent;  learn smoothness'), /learns neither/],
  ] as const)
    it(String(says), async () => {
      const { said } = await heard(source);
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0], /^C033/);
      assert.match(said[0], says);
    });
  for (const [name, source] of [
    ['an accuracy of answers', learner('choose', 'accuracy(test)')],
    ['values explained', learner('cycles', 'explained()')],
    ['neurons that are not heard', heardOf('error(unrecorded)', 'record 49')],
    ['neurons that are heard', heardOf('error(recorded)', 'record 50')],
    [
      'neurons that are not heard at one point of a sweep',
      heardOf('error(unrecorded)', 'record n').replace('seeds 6', 'seeds 6\n  vary n in 10, 50'),
    ],
    ['stiff modes of gains', heardOf('stiff_modes()')],
    ['gains of a student', heardOf('gain_error()')],
  ] as const)
    it(name, async () => assert.deepEqual((await heard(source)).said, []));
});

describe('a picture of matrices is not drawn of networks', () => {
  const study = (plot: string, compared: string): string => `${world}network rnn like teacher
connect learned from trained rnn
experiment e {
  seeds 6
  teach rnn on cycles { epochs 1 }
  compare { ${compared} }
  measure m = rank(recurrent)
  plot ${plot}
}
`;
  for (const plot of ['spectrum', 'eigenvalues', 'matrix']) {
    it(`${plot} of a network`, async () => {
      const { said } = await heard(study(plot, 'a = rnn'));
      assert.deepEqual(
        said.map((one) => one.slice(0, 4)),
        ['C047'],
      );
      assert.match(said[0], /`connect learned from trained/);
    });
    it(`${plot} of what one has learned`, async () =>
      assert.deepEqual((await heard(study(plot, 'a = learned'))).said, []));
  }
});
