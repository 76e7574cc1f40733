/** Every kind of noun: the one list of what a noun is, besides its word in the grammar. */
import { isNoun, type NounEntry, type NounKind, nounKinds } from '../../catalogue/entry.ts';
import type { Description } from '../canonical/description.ts';
import { connect } from './connect-noun.ts';
import { data } from './data-noun.ts';
import { develop } from './develop-noun.ts';
import { dynamics } from './dynamics-noun.ts';
import { experiment } from './experiment-noun.ts';
import { genes } from './genes-noun.ts';
import { network } from './network-noun.ts';
import type { NounDefinition } from './noun-definition.ts';
import { task } from './task-noun.ts';

export type { ConnectNoun } from './connect-noun.ts';
export type { DataNoun, RecordingSpec } from './data-noun.ts';
export type { ChosenRecording } from './chosen-recording.ts';
export type { DevelopNoun } from './develop-noun.ts';
export type { DynamicsNoun } from './dynamics-noun.ts';
export type { GenesNoun } from './genes-noun.ts';
export type { NetworkNoun } from './network-noun.ts';
export type { LawValues, LearnedPart, NetworkPart, NeuronValues, OverTime } from './over-time-form.ts';
export type { TableSpec } from './table-spec.ts';
export type { TableValues } from './table-values.ts';
export type { TaskNoun } from './task-noun.ts';

const definitions = { genes, develop, connect, data, task, dynamics, network, experiment };

/** The canonical form of any noun. */
export type Noun = ReturnType<(typeof definitions)[keyof typeof definitions]['formOf']>;

/** Every word of the grammar has its definition, and each stands under its own word. */
const byKind: { readonly [Kind in NounKind]: NounDefinition<Kind, Extract<Noun, { readonly noun: Kind }>> } =
  definitions;

/** @throws Refused for what cannot run */
export const nounOf = (description: Description): Noun => byKind[description.entry.noun].formOf(description);

/** In the order of the grammar's list, which is that of completion and of the manual. */
export const nouns: readonly NounEntry[] = nounKinds.map((kind) => byKind[kind].entry);
/** Kinds that an experiment can study; it studies the first of them that a file has, where it does not say which. */
export const studiedKinds: readonly NounKind[] = ['network', 'dynamics', 'connect', 'develop', 'genes', 'data'];
export const nounEntry = (name: string): NounEntry | undefined => (isNoun(name) ? byKind[name].entry : undefined);
