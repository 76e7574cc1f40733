/** Genes of a mouse, and a cortex that grows from them in a moment. */
export const growingCortex = ({
  cells = 60,
  hours = 10,
  rules = '',
  progenitor = 'Sox2',
} = {}): string => `genes mouse {
  update asynchronous
  input Niche
  Sox2, Niche
  Tbr1, Tbr1 | !Niche
${rules}  fate progenitor = ${progenitor}
  fate neuron = Tbr1
}
develop cortex from mouse {
  space 1 mm, 1 mm
  step 1 h
  start 1 cell as progenitor at centre
  signal Niche = neighbours(progenitor, within: 100 um) < 12
  divide progenitor every 1 h until ${cells} cells, spread 50 um
  synapse neuron to neuron { probability 0.3;  weight similarity }
  stop at ${hours} h
}
`;
