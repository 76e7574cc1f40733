/**
 * The distributions that weights are drawn from, by the name of their law in engine/connectivity/laws.ts: a law without
 * a record, and a record without a law or with other arguments than its law, do not compile.
 */
import type { LawArgument, LawName } from '../engine/connectivity/laws.ts';
import { type Choice, type Domain, type FunctionEntry, over } from './entry.ts';
import { type CallForm, isVariable, type Variable } from './forms.ts';
import { number } from './units.ts';
import { decodedAlike, type Described, entryOf, numberOf, type Parameter, parameter } from './parameters.ts';

type Quantity = number | Variable;
interface Distribution<Argument extends string> extends Omit<Described, 'name' | 'status'> {
  readonly takes: Readonly<Record<Argument, Parameter<Quantity>>>;
}
/** Of any dimension: what is drawn has that of its parameters. */
const given = (documentation: string, domain: Domain = {}): Parameter<Quantity> =>
  parameter(
    over('any', '0.5', [], domain),
    documentation,
    (form): Quantity => (isVariable(form) ? form : numberOf(form)),
  );

/** Of the logarithm, which has no dimension. */
const plain = (documentation: string, domain: Domain = {}): Parameter<Quantity> => ({
  ...given(documentation),
  type: over(number, '0.5', [], domain),
});

export const distributions: { readonly [Name in LawName]: Distribution<LawArgument<Name>> } = {
  uniform: {
    takes: { low: given('Lower end.'), high: given('Upper end.') },
    documentation: 'Uniform distribution.',
    example: 'uniform(-1, 1)',
    sources: ['Johnson et al. 1995'],
  },
  normal: {
    takes: { mean: given('Mean.'), deviation: given('Standard deviation.', { least: 0 }) },
    documentation: 'Normal distribution.',
    example: 'normal(0, 1)',
    sources: ['Johnson et al. 1994'],
  },
  lognormal: {
    takes: { mu: plain('Mean of the logarithm.'), sigma: plain('Standard deviation of the logarithm.', { least: 0 }) },
    documentation: 'Lognormal distribution.',
    example: 'lognormal(-0.5, 0.5)',
    sources: ['Johnson et al. 1994'],
  },
  exponential: {
    takes: { mean: given('Mean.', { positive: true }) },
    documentation: 'Exponential distribution.',
    example: 'exponential(1)',
    sources: ['Johnson et al. 1994'],
  },
  gamma: {
    takes: { shape: given('Shape.', { positive: true }), scale: given('Mean divided by shape.', { positive: true }) },
    documentation: 'Gamma distribution.',
    example: 'gamma(2, 0.5)',
    sources: ['Johnson et al. 1994'],
  },
  binary: {
    takes: {},
    documentation: '−1 or 1, each with probability ½.',
    example: 'binary()',
  },
};

/** Those that need no argument: written without brackets, they are the same. */
const bare = Object.entries(distributions).filter(([, { takes }]) =>
  Object.values<Parameter<Quantity>>(takes).every(({ optional }) => optional),
);
export const bareDistributions: readonly Choice[] = bare.map(([word, { documentation }]) => ({ word, documentation }));
export const distributionEntries: readonly FunctionEntry[] = Object.entries(distributions).map(([name, record]) =>
  entryOf({ ...record, name, documentation: explained(name, record.documentation) }, 'distribution', record.takes),
);
function explained(name: string, documentation: string): string {
  return bare.some(([word]) => word === name)
    ? `${documentation} \`${name}\` without brackets is the same.`
    : documentation;
}

const isDistribution = (name: string): name is LawName => Object.hasOwn(distributions, name);

/** A drawn weight as a matrix's program holds it, before a point of the sweep is put in. */
export type WeightsForm<Name extends LawName = LawName> = {
  readonly [Each in Name]: {
    readonly distribution: Each;
    readonly takes: Readonly<Record<LawArgument<Each>, Quantity>>;
  };
}[Name];
/** @throws Error for a call of something else, and for arguments that are neither numbers nor `vary` variables */
export function weightsForm({ call, takes }: CallForm): WeightsForm {
  if (isDistribution(call)) return ofLaw(call, takes);
  throw new Error(`${call} is no distribution`);
}
const ofLaw = <Name extends LawName>(name: Name, forms: CallForm['takes']): WeightsForm<Name> => {
  const { takes }: Distribution<LawArgument<Name>> = distributions[name];
  return { distribution: name, takes: decodedAlike(takes, forms) };
};
