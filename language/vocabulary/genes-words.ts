import { rulesFormats } from '../../formats/index.ts';
import type { NounEntry } from '../../catalogue/entry.ts';
import { choice, file, over } from '../../catalogue/entry.ts';
import { inference } from './inference-words.ts';

const rulesFiles = rulesFormats
  .map(
    ({ title, extensions, shared }) =>
      `${title} (${(extensions.length > 0 ? extensions : shared).map((extension) => `\`${extension}\``).join(', ')})`,
  )
  .join(', ');

export const genes: NounEntry = {
  noun: 'genes',
  rules: true,
  documentation: 'Boolean gene rules. A state is one bit per gene; a fate is a condition on the state.',
  example: 'genes mouse {\n  update asynchronous\n  input Niche\n  Sox2, Sox2 & Niche\n  fate progenitor = Sox2\n}',
  labels: {
    from: [
      {
        name: 'from',
        type: file,
        documentation:
          `A file of gene rules: ${rulesFiles}. Or an expression table from which rules are inferred: ` +
          `\`.csv\`, \`.tsv\`, \`.h5ad\`, 10x \`.h5\`, \`.mtx\` or a folder that holds one.`,
      },
    ],
  },
  words: [
    {
      word: 'update',
      documentation: 'How states follow each other.',
      example: 'update asynchronous',
      items: [
        {
          name: 'scheme',
          documentation: 'The update scheme.',
          type: choice(['synchronous', 'All genes at once.'], ['asynchronous', 'One gene at a time, in any order.']),
        },
      ],
      default: {
        text: 'synchronous',
        source: 'the convention of BoolNet and of Boolean networks since Kauffman (1969)',
      },
    },
    {
      word: 'input',
      documentation: 'Genes set from outside the network; held constant while the genes update.',
      example: 'input Niche',
      repeats: true,
      items: [
        {
          name: 'inputs',
          many: true,
          documentation: 'Names of inputs.',
          type: { says: 'a name', example: 'Niche', free: true },
        },
      ],
    },
    {
      word: 'fate',
      documentation: 'A fate: the states for which the condition is true.',
      example: 'fate neuron = Tbr1 & !Hes1',
      repeats: true,
      defines: 'fate',
      items: [
        { name: 'rule', documentation: 'A condition over genes and inputs.', type: over('boolean', 'Tbr1 & !Hes1') },
      ],
    },
    {
      word: 'stream',
      documentation: 'Pins the key of the random draws.',
      example: 'stream "mouse"',
      items: [
        { name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"mouse"', file: true } },
      ],
    },
    ...inference,
  ],
};
