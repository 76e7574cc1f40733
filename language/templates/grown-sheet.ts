/** Two genes and the sheet that grows from them, as templates write it; `reach`: how far cells wire, in um. */
export const grownSheet = (
  reach: number,
): string => `genes toggle {                       # two genes that repress each other
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
    probability exp(-distance / ${reach} um)
    weight      1
  }
  stop at 8 day
}`;
