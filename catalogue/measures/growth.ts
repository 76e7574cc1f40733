/** Measures of a growth as it went, and what is counted. */
import { cellsOfFate, countedInGenes, endsCounted, population } from '../../engine/measures/index.ts';
import { degrees } from '../../engine/connectivity/index.ts';
import { choice, columnOf, either } from '../entry.ts';
import { type ColumnForm, type Form, isColumn } from '../forms.ts';
import { type Parameter, parameter, wordOf } from '../parameters.ts';
import type { Study } from '../study.ts';
import { type Gives, givesAmount, measure, seriesFinding } from './measure-record.ts';
import { classColumn, classLacking, ofClass } from './table-measures.ts';
import { cellsType, develop, genes, type Grown, grownOf, ofFate } from './subjects.ts';

const overSteps = { over: 'step', stands: 'last' } as const;
const eachStep: Gives = { unit: 'amount', series: overSteps };

export const populationMeasure = measure({
  name: 'population',
  documentation:
    'Number of cells at the end of each step of a growth; with `fate`, of those that have it then. At most ' +
    '61 evenly spaced steps.',
  example: 'population(cortex, fate: neuron)',
  takes: { develop, fate: ofFate },
  needs: [],
  gives: eachStep,
  compute: ({ develop, fate }) => seriesFinding(population(develop, fate), overSteps),
});

type Ends = keyof typeof countedInGenes;
const isEnds = (word: string): word is Ends => Object.hasOwn(countedInGenes, word);
const counted: Parameter<Grown | ColumnForm | 'neurons' | 'synapses' | Ends, Study> = parameter(
  either(
    columnOf(),
    either(
      cellsType,
      choice(
        ['neurons', 'The neurons of the circuit.'],
        ['synapses', 'The synapses of the circuit.'],
        ...Object.entries(countedInGenes),
      ),
    ),
  ),
  'What is measured.',
  (form, study) => {
    if (isColumn(form)) return form;
    const found = grownOf(form, study);
    if (found) return found;
    const word = wordOf(form);
    if (word === 'neurons' || word === 'synapses' || isEnds(word)) return word;
    throw new Error(`\`${word}\` cannot be counted`);
  },
);
const isOfGenes = ({ what }: { readonly what?: Form }): boolean => typeof what === 'string' && isEnds(what);

export const count = measure({
  name: 'count',
  documentation:
    'Number of cells at the end of a growth; with `fate`, of those that have it. Number of synapses at the end ' +
    'of a growth, of all rules. Number of attractors of the genes, of those that are steady states, or of those ' +
    'that are oscillations. Number of cells of a table that have a value in a column, `count(cells.tau)`; with `of`, ' +
    'of those of a class.',
  example: 'count(cells(cortex), fate: neuron)',
  takes: { what: counted, fate: ofFate, genes, of: ofClass, by: classColumn },
  needs: [],
  gives: givesAmount,
  heading: 'Cells',
  isOfGenes,
  contradiction: classLacking,
  compute({ what, fate, of, by }, study) {
    if (typeof what === 'object' && 'column' in what)
      return { value: study.cells(what, of, by).filter((value) => !Number.isNaN(value)).length };
    if (typeof what === 'object')
      return { value: what.part === 'cells' ? cellsOfFate(what.growth, fate) : what.growth.synapses.count };
    if (what === 'neurons') return { value: study.matrix().size };
    if (what === 'synapses') return { value: degrees(study.matrix()).edges };
    return { value: endsCounted(study.genes(), what) };
  },
});
