/** Activity of a matrix without learning. */
import { activationMeant, lawOf, type MotionForm, takesOfLaw, usualModel } from '../../catalogue/laws-of-motion.ts';
import type { DynamicsNoun, Quantity } from '../specification.ts';
import { connectOf } from './connect-noun.ts';
import { defaultQuantity } from './defaults.ts';
import { describe, type Description } from './description.ts';
import { quantityOf } from './canonical-expression.ts';
import { header } from './header-phrases.ts';
import { notYet, Refused } from './scope.ts';
import { has, last, needed, optional, type Read, settings, value, word } from './read-settings.ts';
import { settingForms } from './setting-forms.ts';

export function dynamicsOf(description: Description): DynamicsNoun {
  const reads = settings(description);
  const [control] = description.controls;
  if (control) notYet(`\`${control.call.callee.text}\` of dynamics`, control.call.range);
  const run = needed(reads, 'run', description),
    bin = last(reads, 'bin');
  const number = (found: Read, slot: string): Quantity => quantityOf(value(found, slot), found.scope.variables);
  const option = (name: string): Quantity =>
    optional(run, name)
      ? number(run, name)
      : defaultQuantity(run.match.entry.options?.find((slot) => slot.name === name) ?? {});
  return {
    noun: 'dynamics',
    name: description.name,
    stream: description.stream,
    matrix: connectOf(matrixOf(description)),
    ...motionFormOf(reads),
    run: { duration: number(run, 'duration'), discard: option('discard'), starts: option('starts') },
    ...(bin && { bin: number(bin, 'bin') }),
  };
}
/** The model, with what stands behind it and behind the noise. */
function motionFormOf(reads: readonly Read[]): MotionForm {
  const model = last(reads, 'model'),
    named = optional(model, 'model'),
    tau = optional(last(reads, 'tau'), 'tau');
  if (tau && tau.base.kind === 'call') notYet('A distribution of `tau`', tau.range);
  const hasFlag = (flag: string): boolean => has(model, flag);
  const motion = lawOf(named ? word(named) : usualModel, hasFlag);
  const written: MotionForm['takes'] = {
    activation: activationMeant(hasFlag),
    noiseScale: has(last(reads, 'noise'), 'per') ? 'step' : 'diffusion',
  };
  const forms = settingForms(reads, takesOfLaw(motion));
  return {
    motion,
    takes: Object.fromEntries(Object.entries(forms).map(([name, form]) => [name, written[name] ?? form])),
  };
}

/** What describes the matrix it runs on: `matrix` if it is there, else the header. */
export function matrixOf(description: Description): Description {
  const replaced = last(settings(description), 'matrix');
  const given = replaced ? { value: value(replaced, 'matrix'), scope: replaced.scope } : header(description, 'of');
  if (!given)
    throw new Refused(
      `\`dynamics ${description.name}\` needs \`of\` and the name of a \`connect\`.`,
      description.declaration.name.range,
    );
  return describe(given.value, given.scope);
}
