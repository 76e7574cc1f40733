import type { StudyTemplate } from './study-template.ts';

export const growth: StudyTemplate = {
  name: 'growth',
  title: 'Grown connectome',
  description: 'A circuit grows from one cell by gene rules; is it more clustered than the same circuit rewired?',
  text: `language 1
# A circuit grows from one cell: a gene network decides who divides and who becomes a neuron, and
# neurons wire by distance. Is the grown circuit more clustered than one of the same degrees, wired at
# random?

genes toggle {                       # two genes that repress each other
  update asynchronous
  input Room
  Hes1,    Room & !Neurog2
  Neurog2, !Hes1
  fate progenitor = Hes1
  fate neuron     = Neurog2 & !Hes1
}

develop sheet from toggle {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as progenitor at centre { on Hes1 }
  signal Room = neighbours(progenitor, within: 100 um) < 60
  divide progenitor every 12 h until 300 cells, spread 50 um
  synapse neuron to neuron {
    probability exp(-distance / 60 um)
    weight      1
  }
  stop at 8 day
}

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
