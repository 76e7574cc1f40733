import type { StudyTemplate } from './study-template.ts';

export const sweep: StudyTemplate = {
  name: 'sweep',
  title: 'Sweep',
  description: 'Memory against the distance from the edge of instability, with a rewired control.',
  text: `language 1
# What does the distance from the edge of instability do to memory, and does it matter that the
# network has groups? \`vary\` runs every condition at every value; a claim is of one of them. The
# control is rewired and brought to the same radius.

let radius = 0.9                     # the experiment below varies it

connect net { neurons 150;  groups 5;  wire if(same_group, 0.6, 0.05);  weights normal(0, 1);  spectrum radius radius }

dynamics echo of net {
  model rate, tanh, discrete
  dt 1 ms
  drive uniform(-0.5, 0.5)
  run 2 s, discard 200 ms
}

experiment distance {
  seeds 1 .. 8
  vary radius in 0.5, 0.9, 1.5
  compare {
    grouped = echo
    rewired = echo { matrix rewired(net) { spectrum radius radius } }
  }
  measure memory   = memory_capacity(delays: 1 .. 40 steps)
  measure lyapunov = lyapunov()
  expect lyapunov of grouped < 0 at radius = 0.5
  expect memory of grouped = memory of rewired within 3 at radius = 0.9
  plot memory by radius
  plot lyapunov by radius
}
`,
};
