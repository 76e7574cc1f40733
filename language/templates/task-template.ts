import type { StudyTemplate } from './study-template.ts';

export const task: StudyTemplate = {
  name: 'task',
  title: 'Recurrent task',
  description: 'A recurrent network learns to choose, where connections cost their length or their strength.',
  text: `language 1
# What does a network become that learns a task in a tissue, where long connections cost? The control
# pays for strength alone.

connect tissue { neurons 40;  place uniform in 1 mm, 1 mm, 1 mm;  weights normal(0, 0.1) }

task choose is one_choice { goal 5 steps;  delay 3 steps;  choice 5 steps }

network spatial {
  neurons   from tissue
  input     8
  recurrent orthogonal, relu
  readout   4
  noise     0.05
  penalty   0.1 * sum(abs(W) * scaled(distance))
}
network sparse like spatial { penalty 0.01 * sum(abs(W)) }

experiment choices {
  seeds 1 .. 8
  compare { spatial = spatial;  sparse = sparse }
  train on choose { optimiser adam(3e-3);  batch 64;  epochs 10;  trials 960 }
  measure accuracy = accuracy(test)
  measure entropy  = entropy(recurrent)
  expect accuracy of spatial > 50 %
  expect entropy of spatial < entropy of sparse
  plot accuracy by condition
  plot entropy by epoch
  plot weight by distance
}
`,
};
