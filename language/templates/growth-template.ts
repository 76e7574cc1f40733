import { grownSheet } from './grown-sheet.ts';
import type { StudyTemplate } from './study-template.ts';

export const growth: StudyTemplate = {
  name: 'growth',
  title: 'Grown connectome',
  description: 'A circuit grows from one cell by gene rules; is it more clustered than the same circuit rewired?',
  text: `language 1
# A circuit grows from one cell: a gene network decides who divides and who becomes a neuron, and
# neurons wire by distance. Is the grown circuit more clustered than one of the same degrees, wired at
# random?

${grownSheet(60)}

connect grown from sheet { cells neuron }

experiment connectome {
  seeds 1 .. 8
  compare {
    grown   = grown
    rewired = rewired(grown)         # the same degrees
  }
  measure clustering = clustering(grown)
  measure synapses   = density(grown)
  expect clustering of grown > clustering of rewired
  plot clustering by condition
  plot circuit
}
`,
};
