import { type OpenRegulator, type OpenRule, standIn, tooOpen } from '../../engine/genes/index.ts';
import { readXml, type XmlAttribute, type XmlElement } from '../xml.ts';
import { assembly } from './assembly.ts';
import { withOpen } from './open-functions.ts';
import { type Built, constant, joined, negated } from './rule-expression.ts';
import type { RulesFile } from './rules-file.ts';
import { MathError, type Meaning, ruleOfMath } from './mathml.ts';
import { aGenePerLevel, placesInXml } from './xml-rules.ts';

/**
 * Reads a model of SBML Level 3 with qualitative species of two levels (Chaouiya 2013): the rule of a species is where
 * the function terms of its transition give it level 1; with inputs and without terms its rule is open. A species that
 * no transition sets is an input, unless it is constant and its level is said (`initialLevel`, or `maxLevel` 0). A
 * species is called by its `name` where that is its own alone, else by its `id`. More than two levels, consumption and
 * production are refused where they stand.
 */
export function readSbml(text: string): RulesFile {
  const file = assembly();
  const { placeOf, misread, required, wellFormed } = placesInXml(text);
  const seen = new Set<string>(),
    held = new Set<string>();
  const open = new Map<string, OpenRule>();

  file.attempt(() => wellFormed(() => readModel(readXml(text))));
  return withOpen(file.finish(), open);

  function readModel(root: XmlElement): void {
    const model = root.name === 'sbml' ? root.children.find(({ name }) => name === 'model') : undefined;
    const species = model && list(model, 'listOfQualitativeSpecies', 'qualitativeSpecies');
    if (!model || !species)
      throw misread(
        root.name === 'sbml'
          ? 'This SBML holds no listOfQualitativeSpecies; gene rules are read from SBML Level 3 with the package qual.'
          : `The outermost element is <${root.name}>, not <sbml>; check that it is the right file.`,
        model ?? root,
      );
    const names = namesOfSpecies(species);
    for (const one of species) readSpecies(one, names);
    for (const transition of list(model, 'listOfTransitions', 'transition') ?? [])
      file.attempt(() => readTransition(transition, names));
  }

  function namesOfSpecies(species: readonly XmlElement[]): ReadonlyMap<string, string> {
    const called = new Map<string, number>();
    for (const { attributes } of species)
      for (const word of new Set([attributes.get('id')?.value, attributes.get('name')?.value]))
        if (word !== undefined) called.set(word, (called.get(word) ?? 0) + 1);
    return new Map(
      species.flatMap(({ attributes }) => {
        const [id, name] = [attributes.get('id')?.value, attributes.get('name')?.value];
        return id === undefined
          ? []
          : [[id, name !== undefined && name.trim() !== '' && called.get(name) === 1 ? name : id] as const];
      }),
    );
  }

  function readSpecies(species: XmlElement, names: ReadonlyMap<string, string>): void {
    file.attempt(() => {
      const id = required(species, 'id');
      const name = names.get(id.value) as string;
      if (!seen.has(id.value)) file.mention(name, placeOf(id));
      else throw misread(`Two species have the id ${id.value}; each needs its own.`, id);
      seen.add(id.value);
      const levels = species.attributes.get('maxLevel'),
        start = species.attributes.get('initialLevel'),
        constant = /^\s*(true|1)\s*$/.test(species.attributes.get('constant')?.value ?? '');
      if (levels?.value.trim() === '0') return hold(name, false, levels);
      if (levels && levels.value.trim() !== '1')
        throw misread(
          `${name} has levels 0 to ${levels.value}; only genes that are off or on (maxLevel 1) are read. ` +
            `${aGenePerLevel}.`,
          levels,
          true,
        );
      if (!start) return;
      if (!/^\s*[01]\s*$/.test(start.value))
        throw misread(`${name} starts at level ${start.value}; a gene is off (0) or on (1).`, start, true);
      const on = start.value.trim() === '1';
      if (constant) hold(name, on, start);
      else file.start(name, on ? 1 : 0);
    });
  }
  function hold(name: string, on: boolean, where: XmlAttribute): void {
    held.add(name);
    file.define({ name, rule: { constant: on } }, placeOf(where));
  }

  function readTransition(transition: XmlElement, names: ReadonlyMap<string, string>): void {
    const species = (element: XmlElement, attribute: string): string => {
      const id = required(element, attribute);
      const name = names.get(id.value);
      if (name === undefined)
        throw misread(`${id.value} is no qualitative species of this model; declare it, or correct the name.`, id);
      return name;
    };
    const thresholds = new Map<string, number>();
    const inputs = (list(transition, 'listOfInputs', 'input') ?? []).map((input) => {
      const effect = input.attributes.get('transitionEffect');
      if (effect && effect.value !== 'none')
        throw misread(
          `This input is changed by the transition (${effect.value}); only inputs that are read (none) are supported.`,
          effect,
          true,
        );
      const [id, threshold] = [input.attributes.get('id'), input.attributes.get('thresholdLevel')];
      if (id && threshold) thresholds.set(id.value, Number(threshold.value));
      return {
        source: species(input, 'qualitativeSpecies'),
        sign: input.attributes.get('sign')?.value,
        optional: input.attributes.get('essential')?.value === 'false',
      };
    });
    const outputs = list(transition, 'listOfOutputs', 'output') ?? [];
    if (outputs.length === 0)
      throw misread(
        'This transition sets nothing: it has no output; name the species it sets, or remove it.',
        transition,
      );
    const terms = transition.children.find(({ name }) => name === 'listOfFunctionTerms');
    if (!terms && inputs.length === 0) return; // how AEON writes an input
    const regulators = terms ? [] : openRegulators(inputs);
    const why = tooOpen(regulators);
    if (why !== undefined)
      throw misread(
        `This transition has inputs and no listOfFunctionTerms: its function is open, and ${why}; add a default term ` +
          `and function terms.`,
        transition,
        true,
      );
    const meaning = (name: string, element: XmlElement): Meaning => {
      const gene = names.get(name);
      const level = thresholds.get(name);
      if (gene !== undefined) return { gene };
      if (level !== undefined) return { level };
      throw new MathError(
        `${name === '' ? 'A name' : name} ` +
          `${name === '' ? 'is missing here' : 'is no qualitative species of this model'}; correct it.`,
        element,
      );
    };
    const rule = terms ? ruleOfTerms(terms, meaning).rule : standIn({ gene: '', regulators });
    for (const output of outputs) {
      const effect = output.attributes.get('transitionEffect');
      if (effect && effect.value !== 'assignmentLevel')
        throw misread(
          `This transition adds to the level (${effect.value}); only transitions that set it ` +
            `(assignmentLevel) are read.`,
          effect,
          true,
        );
      const name = species(output, 'qualitativeSpecies');
      if (held.has(name))
        throw misread(
          `${name} is constant, and this transition sets it; make it constant="false", or remove the transition.`,
          output,
        );
      file.define({ name, rule }, placeOf(required(output, 'qualitativeSpecies')));
      if (!terms) open.set(name, { gene: name, regulators });
      for (const { source, sign, optional } of inputs) {
        if (sign === 'positive' || sign === 'negative')
          file.sign({ source, target: name, sign: sign === 'positive' ? 1 : -1, ...(optional && { optional }) });
      }
    }
  }

  /** The first term that holds gives the level, else the default term. */
  function ruleOfTerms(terms: XmlElement, meaning: (name: string, element: XmlElement) => Meaning): Built {
    const standard = terms.children.find(({ name }) => name === 'defaultTerm');
    if (!standard)
      throw misread(
        'This list of function terms has no default term; add <qual:defaultTerm qual:resultLevel="0"/>.',
        terms,
      );
    const fallback = levelOf(standard);
    let built = constant(fallback);
    for (const term of terms.children.filter(({ name }) => name === 'functionTerm').reverse()) {
      const level = levelOf(term);
      const math = term.children.find(({ name }) => name === 'math');
      if (math?.children.length !== 1)
        throw misread(
          `This function term holds ${math ? `${math.children.length} expressions` : 'no <math>'}; it needs one.`,
          math ?? term,
        );
      const holds = readMath(math.children[0], meaning);
      if (level) built = orElse(holds, built);
      else if (!isConstant(built, false))
        built = joined('&', isConstant(built, true) ? [negated(holds)] : [negated(holds), built]);
    }
    return built;
  }
  function readMath(element: XmlElement, meaning: (name: string, element: XmlElement) => Meaning): Built {
    try {
      return ruleOfMath(element, meaning);
    } catch (error) {
      if (!(error instanceof MathError)) throw error;
      throw misread(error.message, error.element, error.unsupported);
    }
  }
  function levelOf(term: XmlElement): boolean {
    const level = required(term, 'resultLevel');
    if (!/^\s*[01]\s*$/.test(level.value))
      throw misread(`This term gives level ${level.value}; a gene is off (0) or on (1).`, level, true);
    return level.value.trim() === '1';
  }
}
/** Of inputs that a transition names more than once, what it says of all. */
function openRegulators(
  inputs: readonly { readonly source: string; readonly sign?: string; readonly optional: boolean }[],
): readonly OpenRegulator[] {
  return [...new Set(inputs.map(({ source }) => source))].map((name) => {
    const own = inputs.filter(({ source }) => source === name);
    const [first, ...others] = new Set(own.map(({ sign }) => sign));
    const sign = others.length > 0 ? undefined : first === 'positive' ? 1 : first === 'negative' ? -1 : undefined;
    return { name, ...(sign && { sign }), ...(own.every(({ optional }) => optional) && { optional: true }) };
  });
}
const list = (element: XmlElement, name: string, item: string): readonly XmlElement[] | undefined =>
  element.children.find((child) => child.name === name)?.children.filter((child) => child.name === item);
const isConstant = ({ rule }: Built, value: boolean): boolean => 'constant' in rule && rule.constant === value;
const orElse = (holds: Built, other: Built): Built =>
  isConstant(other, false) ? holds : isConstant(other, true) ? other : joined('|', [holds, other]);
