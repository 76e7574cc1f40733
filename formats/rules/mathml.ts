import type { XmlElement } from '../xml.ts';
import { type Built, type Connective, constant, deepest, joined, largest, named, negated } from './rule-expression.ts';

/** What a MathML expression is refused for, and at which element. */
export class MathError extends Error {
  readonly element: XmlElement;
  readonly unsupported: boolean;
  constructor(message: string, element: XmlElement, unsupported = false) {
    super(message);
    this.element = element;
    this.unsupported = unsupported;
  }
}
/** What a name in the expression means: a gene, or a number (a threshold that an input names). */
export type Meaning = { readonly gene: string } | { readonly level: number };

const connectives: Readonly<Record<string, Connective>> = { and: '&', or: '|', xor: '^', implies: '=>' };
const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  neq: (a, b) => a !== b,
  geq: (a, b) => a >= b,
  leq: (a, b) => a <= b,
  gt: (a, b) => a > b,
  lt: (a, b) => a < b,
};

/** A Boolean expression in MathML over genes of two levels, 0 and 1. @throws MathError */
export function ruleOfMath(element: XmlElement, meaning: (name: string, element: XmlElement) => Meaning): Built {
  return truth(element);

  function truth(at: XmlElement): Built {
    const built = anyTruth(at);
    if (built.depth > deepest || built.size > largest)
      throw new MathError(
        'This rule is nested deeper, or written out is longer, than what is read; write it flatter.',
        at,
        true,
      );
    return built;
  }
  function anyTruth(at: XmlElement): Built {
    demandNoText(at);
    switch (at.name) {
      case 'true':
      case 'false':
        return constant(at.name === 'true');
      case 'ci': {
        const means = meaning(at.text.trim(), at);
        if ('level' in means) throw new MathError(`${at.text.trim()} is a threshold; compare a species with it.`, at);
        return named(means.gene);
      }
      case 'cn':
        return constant(truthOfNumber(at));
      case 'apply':
        return applied(at);
      default:
        throw new MathError(
          `<${at.name}> is not read in a Boolean rule; write it with and, or, not and comparisons of ` +
            `species with 0 or 1.`,
          at,
          true,
        );
    }
  }
  function truthOfNumber(at: XmlElement): boolean {
    const value = numberOf(at);
    if (value !== 0 && value !== 1) throw new MathError(`A truth value is 0 or 1, not ${value}.`, at);
    return value === 1;
  }
  function applied(at: XmlElement): Built {
    const [operator, ...operands] = at.children;
    if (operator) demandNoText(operator);
    if (!operator) throw new MathError('This <apply> is empty; an operator should stand first in it.', at);
    const { name } = operator;
    if (name === 'not') {
      if (operands.length !== 1) throw new MathError(`<not/> takes one operand, not ${operands.length}.`, at);
      return negated(truth(operands[0]));
    }
    if (Object.hasOwn(connectives, name)) {
      if (name === 'implies' && operands.length !== 2)
        throw new MathError(`<implies/> takes two operands, not ${operands.length}.`, at);
      if (operands.length === 0) return constant(name === 'and');
      return joined(connectives[name], operands.map(truth));
    }
    if (!Object.hasOwn(comparisons, name))
      throw new MathError(
        `<${name}/> is not read in a Boolean rule; write it with and, or, not and comparisons of species with 0 or 1.`,
        operator,
        true,
      );
    if (operands.length !== 2) throw new MathError(`<${name}/> takes two operands, not ${operands.length}.`, at);
    return compared(comparisons[name], operands[0], operands[1]);
  }
  /** A comparison is decided for each level that its sides can have. */
  function compared(holds: (a: number, b: number) => boolean, left: XmlElement, right: XmlElement): Built {
    const [a, b] = [sideOf(left), sideOf(right)];
    if (typeof a === 'number' && typeof b === 'number') return constant(holds(a, b));
    if (typeof a === 'number') return pick(b as Built, holds(a, 0), holds(a, 1));
    if (typeof b === 'number') return pick(a, holds(0, b), holds(1, b));
    const [whereOff, whereOn] = [pick(b, holds(0, 0), holds(0, 1)), pick(b, holds(1, 0), holds(1, 1))];
    return joined('|', [joined('&', [negated(a), whereOff]), joined('&', [a, whereOn])]);
  }
  function sideOf(at: XmlElement): Built | number {
    if (at.name === 'cn') return numberOf(at);
    if (at.name !== 'ci') return truth(at);
    const means = meaning(at.text.trim(), at);
    return 'level' in means ? means.level : named(means.gene);
  }
}
/** Text beside elements is no MathML: what it stands for is missing. */
function demandNoText(at: XmlElement): void {
  const text = at.text.trim();
  if (at.name === 'ci' || at.name === 'cn' || text === '') return;
  throw new MathError(
    `The text "${text.slice(0, 20)}" stands inside <${at.name}>, where only elements may; write what it stands for ` +
      `as MathML, or export the model again.`,
    at,
  );
}
const pick = (value: Built, off: boolean, on: boolean): Built =>
  off === on ? constant(on) : on ? value : negated(value);
function numberOf(at: XmlElement): number {
  if (at.children.length > 0 || at.text.trim() === '' || !Number.isFinite(Number(at.text)))
    throw new MathError(`A number should stand in <cn>, not "${at.text.trim().slice(0, 20)}"; levels are 0 and 1.`, at);
  return Number(at.text);
}
