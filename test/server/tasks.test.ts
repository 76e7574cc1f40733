// Hover on a task: timing, channels, chance and ceiling, as the network that does it has them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Hover } from 'vscode-languageserver';
import { connect, type Editor, hostOf } from './client.ts';

let editor: Editor;
before(async () => {
  editor = await connect(hostOf());
});
after(() => editor.close());

const study = (task: string, network: string): string => `language 1
${task}
network rnn {
  neurons 20
  recurrent orthogonal
  activation tanh
  ${network}
}
experiment e {
  seeds 1 .. 2
  compare { a = rnn }
  train on trials { epochs 1 }
  measure loss = loss(test)
}
`;
const cases: readonly (readonly [what: string, text: string, says: readonly RegExp[]])[] = [
  [
    'the name of a task',
    study('task tri‸als is one_choice', 'input 8;  readout 4'),
    [
      /Steps of a trial: 50\. The first trial: goal 20, delay 10, choice 20\./,
      /Inputs, 8: goal 7, .*left open/,
      /Outputs, 4: left, up, right, down, of which one is right\./,
      /Chance: 25 %\. On the way: 62\.5 % \(who has forgotten the goal\)\. Ceiling: 100 %/,
    ],
  ],
  [
    'where it is trained on',
    study('task trials is cycling', 'input 2;  readout 1\n  tau 1 s;  dt 100 ms').replace('on trials', 'on tri‸als'),
    [/Steps of a trial: 200 \(20 s\), of 100 ms each\./, /Inputs, 2: pulse 1, pulse 2\. Outputs, 1: sine, values\./],
  ],
  [
    'the word after `is`, with its settings',
    study('task trials is perceptual_dec‸ision { stimulus 3 steps }', 'input 3;  readout 2'),
    [/Which of two noisy channels is higher/, /stimulus 3 \(300 ms\)/, /Ceiling: 84\.5 % \(an ideal observer/],
  ],
  [
    'times that do not fit',
    study('task tri‸als is delay_match', 'input 3;  readout 3\n  tau 1 s;  dt 30 ms'),
    [/`sample` of 500 ms is not a whole number of steps of 30 ms; 480 ms and 510 ms are/],
  ],
  [
    'a task without learning',
    'language 1\ntask mem‸ory is working_memory { trials 400;  delay 0.2 s .. 3 s by 0.2 s }\n',
    [/400 inputs, each shown for 50 ms, one every 3 s; asked for after 15 delays, 200 ms to 3 s/],
  ],
];
describe('hover on a task', () => {
  for (const [what, text, says] of cases)
    it(what, async () => {
      const { result } = await editor.at<Hover>('textDocument/hover', text);
      const { value } = result.contents as { value: string };
      for (const each of says) assert.match(value, each);
    });
});
