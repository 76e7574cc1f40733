import { grownSheet } from './grown-sheet.ts';
import type { StudyTemplate } from './study-template.ts';

export const images: StudyTemplate = {
  name: 'images',
  title: 'Image classifier',
  description: 'A grown circuit reads handwritten digits, against the circuit rewired and none at all.',
  text: `language 1
# Does it matter how a circuit grew? It stays as it grew while what leads in and out learns to read
# digits; the controls are the same circuit rewired, and none at all.

data digits from mnist

${grownSheet(100)}

connect grown from sheet { cells neuron;  unit_rows }

network reader {
  input     784, relu
  recurrent grown, fixed, steps 1
  readout   10
}

experiment digits_read {
  seeds 1 .. 8
  compare {
    grown      = reader
    rewired    = reader { recurrent rewired(grown), fixed, steps 1 }
    no_circuit = reader without recurrent
  }
  train on digits { optimiser adam(2e-3);  batch 32;  epochs 1;  samples 5000 }
  measure accuracy = accuracy(test)
  expect accuracy of grown > 50 %
  expect accuracy of grown < accuracy of no_circuit  # the control alone reads better: a circuit in the way
  plot accuracy by condition
  plot learning
}
`,
};
