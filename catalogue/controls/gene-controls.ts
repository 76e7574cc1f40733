/** Interventions on genes, and controls of a gene network. */
import type { GeneNetwork } from '../../engine/genes/index.ts';
import { held, rewiredRules } from '../../engine/variants/index.ts';
import type { CallForm } from '../forms.ts';
import { type Arguments, called, decoded, nameOf, type Parameters } from '../parameters.ts';
import type { Control, ControlForm } from './control.ts';

/** What a control of genes or an intervention on them can keep. */
export type KeptOfGenes =
  | 'rules'
  | 'inputs'
  | 'fates'
  | 'update scheme'
  | 'clock of asynchronous update'
  | 'genes, inputs, fates and update scheme'
  | 'in-degree of every gene (regulators that matter)'
  | 'bias of every gene (share of its truth table that is on)'
  | 'genes held at a value';

const ofOneGene = { gene: nameOf('gene', 'Pax6', 'A gene.') };
/** One gene is held, for every seed; a screen does it to one gene after another. */
export interface Intervention extends Control<typeof ofOneGene, KeptOfGenes> {
  readonly draws: false;
  readonly holdsAt: 0 | 1;
  /** What a screen of them is called. */
  readonly many: string;
}
export const interventions: readonly Intervention[] = [
  {
    name: 'knock_out',
    documentation: 'One gene (or input) is held at 0, whatever its rule says.',
    example: 'knock_out(mouse, Pax6)',
    takes: ofOneGene,
    preserves: ['rules', 'inputs', 'fates', 'update scheme', 'clock of asynchronous update'],
    changes: ['the regulation of the gene'],
    draws: false,
    holdsAt: 0,
    many: 'knock-outs',
  },
  {
    name: 'over_express',
    documentation: 'One gene (or input) is held at 1, whatever its rule says.',
    example: 'over_express(mouse, Pax6)',
    takes: ofOneGene,
    preserves: ['rules', 'inputs', 'fates', 'update scheme', 'clock of asynchronous update'],
    changes: ['the regulation of the gene'],
    draws: false,
    holdsAt: 1,
    many: 'over-expression',
  },
];
export const interventionCalled = (name: string): Intervention => called(interventions, name);
export const isIntervention = (name: string): boolean => interventions.some((record) => record.name === name);
/** @throws RangeError for a gene that the network does not have */
export const intervened = (network: GeneNetwork, { call, takes }: CallForm): GeneNetwork =>
  held(network, decoded(ofOneGene, takes, undefined).gene, interventionCalled(call).holdsAt);

export interface GeneControl<Takes extends Parameters = Parameters> extends Control<Takes, KeptOfGenes> {
  apply(network: GeneNetwork, given: Arguments<Takes>, seed: number, stream: string): GeneNetwork;
}
const control = <const Takes extends Parameters>(record: GeneControl<Takes>): GeneControl => record;

export const geneControls: readonly GeneControl[] = [
  control({
    name: 'rewired_rules',
    documentation:
      'Every gene gets other regulators, drawn at random among genes and inputs, and its truth table is put ' +
      'in random order: a random network with the same number of regulators and the same bias, gene by gene. A ' +
      'rule of more than 12 regulators keeps its truth table.',
    example: 'rewired_rules(mouse)',
    sources: ['Kauffman 1969'],
    takes: {},
    preserves: [
      'genes, inputs, fates and update scheme',
      'in-degree of every gene (regulators that matter)',
      'bias of every gene (share of its truth table that is on)',
      'genes held at a value',
    ],
    changes: ['who regulates whom', 'what each rule computes', 'declared signs, which are dropped'],
    draws: true,
    apply: (network, _, seed, stream) => rewiredRules(network, seed, stream),
  }),
];
const geneControlOf = ({ call }: CallForm): GeneControl => called(geneControls, call);
/** Whether each seed has a network of its own. */
export const drawsGenes = (controls: readonly ControlForm[]): boolean =>
  controls.some((form) => geneControlOf(form).draws);
/** What controls make of a network for a seed, innermost first. */
export const controlledGenes = (network: GeneNetwork, controls: readonly ControlForm[], seed: number): GeneNetwork =>
  controls.reduce((before, form) => {
    const record = geneControlOf(form);
    return record.apply(before, decoded(record.takes, form.takes, undefined), seed, form.stream);
  }, network);
