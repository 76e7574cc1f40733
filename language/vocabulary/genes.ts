import type { NounEntry } from './entry.ts';
import { choice, column, count, either, file, named, over } from './entry.ts';

export const genes: NounEntry = {
  noun: 'genes', rules: true,
  documentation: 'Boolean gene rules. A state is one bit per gene; a fate is a condition on the state.',
  example: 'genes mouse {\n  update asynchronous\n  input Niche\n  Sox2, Sox2 & Niche\n  fate progenitor = Sox2\n}',
  labels: { from: [{ name: 'from', type: file, documentation: 'A file of rules: `.bnet` now; `.aeon`, `.sbml`, `.booleannet` and expression tables later.' }] },
  words: [
    { word: 'update', documentation: 'How states follow each other.', example: 'update asynchronous',
      items: [{ name: 'scheme', documentation: 'The update scheme.', type: choice(
        ['synchronous', 'All genes at once.'], ['asynchronous', 'One gene at a time, in any order.']) }],
      default: { text: 'synchronous', source: 'the convention of BoolNet and of Boolean networks since Kauffman (1969)' } },
    { word: 'input', documentation: 'Genes set from outside the network; held constant while the genes update.', example: 'input Niche', repeats: true,
      items: [{ name: 'inputs', many: true, documentation: 'Names of inputs.', type: { says: 'a name', example: 'Niche', free: true } }] },
    { word: 'fate', documentation: 'A fate: the states for which the condition is true.', example: 'fate neuron = Tbr1 & !Hes1', repeats: true, defines: 'fate',
      items: [{ name: 'rule', documentation: 'A condition over genes and inputs.', type: over('boolean', 'Tbr1 & !Hes1') }] },
    { word: 'stream', documentation: 'Pins the key of the random draws.', example: 'stream "mouse"',
      items: [{ name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"mouse"', file: true } }] },
    { word: 'order', status: 'later', documentation: 'How the cells of an expression table follow each other in time.', example: 'order by pseudotime',
      labels: { by: [{ name: 'by', documentation: 'A column.', type: column }] } },
    { word: 'binarise', status: 'later', documentation: 'How expression becomes on and off.', example: 'binarise kmeans',
      items: [{ name: 'method', documentation: 'The method.', type: choice(['kmeans', 'Two clusters per gene.', 'later'], ['edge_detector', 'The largest jump of the sorted values.', 'later'], ['scan_statistic', 'A window with unusually many values.', 'later']) }] },
    { word: 'infer', status: 'later', documentation: 'How rules are found from states.', example: 'infer best_fit, regulators 3',
      items: [{ name: 'method', documentation: 'The method.', type: choice(['best_fit', 'Fewest contradictions (Lähdesmäki 2003).', 'later'], ['reveal', 'Mutual information (Liang 1998).', 'later']) }],
      options: [{ name: 'regulators', documentation: 'The most regulators of one gene.', type: count('regulators', '3', 1) }] },
    { word: 'known', status: 'later', documentation: 'Genes whose rules are given and not inferred.', example: 'known Sox2',
      items: [{ name: 'genes', many: true, documentation: 'Genes.', type: either(named('gene', 'Sox2'), column, 'the name of a gene') }] },
  ],
};
