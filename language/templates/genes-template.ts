import type { StudyTemplate } from './study-template.ts';

export const genes: StudyTemplate = {
  name: 'genes',
  title: 'Gene network',
  description: 'Where a Boolean gene network ends, and what the knock-out of a gene does to it.',
  text: `language 1
# Where does a gene network end, and what does one gene do to it? Every state is followed to its
# attractor; the knock-out is compared with the wild type.

genes fork {
  update asynchronous
  input Niche
  Hes1,    Niche & !Neurog2
  Neurog2, !Hes1 & Pax6
  Pax6,    Pax6
  fate progenitor = Hes1
  fate neuron     = Neurog2
}

experiment fates {
  compare {
    wild    = fork
    no_pax6 = knock_out(fork, Pax6)
  }
  measure attractors = count(attractors)
  measure neurons    = basin(neuron)
  expect neurons of wild > neurons of no_pax6
  expect neurons of no_pax6 = 0
  plot attractors
}
`,
};
