/** Measures and numbers in what is claimed or computed of others. */
import type { Call, Expression, RangeExpression } from '../../grammar/tree.ts';
import { replaceBy } from '../checks/check.ts';
import { misplaced, undeclared, unexpected, unknownWord } from '../checks/language-checks.ts';
import { constantOf } from '../constants.ts';
import { claimFunctions, effectWord, functionsOfNumbers, measuringEntry, reductions } from '../vocabulary/index.ts';
import type { Names, Walk } from './walk-context.ts';
import { checkEffect, occurCondition } from './walk-factors.ts';
import { occur, occurVariable } from './walk-names.ts';
import { checkFinite, visitNumber } from './walk-numbers.ts';
import { checkPoint } from './walk-points.ts';
import { mayBeScreened, occurScreened } from './walk-screens.ts';

/** `accuracy(a)`, for the measure of a condition. */
function callOfMeasure({ callee, arguments: given }: Call, { measures, conditions }: Names): string | undefined {
  const only = given.length === 1 ? given[0].value : undefined;
  return only?.kind === 'name' && measures.has(callee.text) && conditions.has(only.text)
    ? `${callee.text} of ${only.text}`
    : undefined;
}

/** A sum in which names are measures, alone or `of` a condition. */
export function checkOperand(walk: Walk, operand: Expression, names: Names): void {
  switch (operand.kind) {
    case 'name': {
      const measure = names.measures.get(operand.text),
        variable = names.variables.get(operand.text);
      if (variable?.levels)
        walk.problems.push(
          misplaced(
            operand.range,
            `\`${operand.text}\` is a choice and no number: say where, \`at ${operand.text} = …\`.`,
          ),
        );
      else if (variable) occurVariable(walk, operand.range, operand.text, variable.range);
      else if (measure) occur(walk, operand.range, operand.text, 'measure', { range: measure });
      else if (names.conditions.has(operand.text) && names.measures.size > 0) {
        const [first] = names.measures.keys();
        const meant = `${first} of ${operand.text}`;
        walk.problems.push(
          unexpected(
            operand.range,
            `\`${operand.text}\` is a condition: say what of it, for example \`${meant}\`.`,
            names.measures.size === 1 ? [replaceBy(operand.range, meant)] : [],
          ),
        );
      } else
        walk.problems.push(
          undeclared(operand.text, operand.range, 'measure', [...names.measures.keys(), ...names.variables.keys()]),
        );
      return;
    }
    case 'of': {
      const across = operand.measure.kind === 'name' ? names.across?.get(operand.measure.text) : undefined;
      if (across) {
        const text = walk.source.slice(operand.measure.range.start, operand.measure.range.end);
        walk.problems.push(
          unexpected(
            operand.range,
            `\`${text}\` is one number of ${across.join(' and ')}, and of no condition alone: write \`${text}\`.`,
            [replaceBy(operand.range, text)],
          ),
        );
        return;
      }
      checkOperand(walk, operand.measure, names);
      const { condition } = operand;
      const declared = names.conditions.get(condition.text);
      if (names.screened?.names.has(condition.text)) occurScreened(walk, condition, names.screened);
      else if (declared) occurCondition(walk, operand, names);
      else if (!mayBeScreened(condition.text, names) && condition.text && names.conditions.size > 0)
        walk.problems.push(undeclared(condition.text, condition.range, 'condition', [...names.conditions.keys()]));
      return;
    }
    case 'call': {
      const turned = callOfMeasure(operand, names);
      if (turned) {
        walk.problems.push(
          unexpected(operand.range, `A claim names a measure of a condition: \`${turned}\`.`, [
            replaceBy(operand.range, turned),
          ]),
        );
        return;
      }
      if (operand.callee.text === effectWord.name) {
        walk.marks.push({ range: operand.callee.range, meaning: { kind: 'function', entry: effectWord } });
        const [measure, ...factors] = operand.arguments;
        if (factors.length > 0 && !measure.name && measure.value.kind !== 'range')
          checkOperand(walk, measure.value, names);
        checkEffect(walk, operand, factors, names);
        return;
      }
      const entry = reductions.find(({ name }) => name === operand.callee.text);
      if (!entry && measuringEntry(operand.callee.text)?.result === 'measure') {
        const text = walk.source.slice(operand.range.start, operand.range.end);
        walk.problems.push(
          unexpected(
            operand.range,
            `A measure has a name where it is spoken of: write \`measure ${operand.callee.text} = ${text}\` above, ` +
              `and here \`${operand.callee.text}\`.`,
          ),
        );
        return;
      }
      if (entry) walk.marks.push({ range: operand.callee.range, meaning: { kind: 'function', entry } });
      else if (!functionsOfNumbers.includes(operand.callee.text)) {
        walk.problems.push(
          unknownWord(
            operand.callee.text,
            operand.callee.range,
            [...claimFunctions.map(({ name }) => name), ...functionsOfNumbers],
            'in a claim, or in what is computed of measures',
          ),
        );
        return;
      }
      if (operand.arguments.length !== 1 && !isOfSeveral(operand))
        walk.problems.push(
          misplaced(operand.range, `\`${operand.callee.text}\` takes one number: \`${operand.callee.text}(0.5)\`.`),
        );
      if (entry && operand.arguments.length === 1 && !isMeasure(operand.arguments[0].value))
        walk.problems.push(
          misplaced(
            operand.range,
            `\`${entry.name}\` is of one measure that is a series: take it of each, ` +
              `\`${entry.name}(a) - ${entry.name}(b)\`.`,
          ),
        );
      for (const { value } of operand.arguments) if (value.kind !== 'range') checkOperand(walk, value, names);
      return;
    }
    case 'number':
      visitNumber(walk, operand);
      return;
    case 'group':
      checkOperand(walk, operand.expression, names);
      if (operand.at)
        checkPoint(walk, operand.at, names, {
          checkNumber: (value) => checkFixedNumber(walk, value, names),
          steps: false,
        });
      return;
    case 'unary':
      checkOperand(walk, operand.operand, names);
      return;
    case 'binary':
      if (!['+', '-', '*', '/', '^'].includes(operand.operator)) {
        walk.problems.push(
          misplaced(
            operand.range,
            `A measure or a number must stand here, and \`${operand.operator}\` gives true or false: claim it, ` +
              `\`expect ${walk.source.slice(operand.range.start, operand.range.end)}\`.`,
          ),
        );
        return;
      }
      checkOperand(walk, operand.left, names);
      checkOperand(walk, operand.right, names);
      checkFinite(walk, operand);
      return;
    case 'member': {
      const joined = `${operand.object.text}.${operand.property.text}`;
      const [measure] = names.measures.keys();
      if (measure !== undefined && names.conditions.has(joined)) {
        const meant = `${measure} of ${joined}`;
        walk.problems.push(
          unexpected(
            operand.range,
            `\`${joined}\` is a condition: say what of it, for example \`${meant}\`.`,
            names.measures.size === 1 ? [replaceBy(operand.range, meant)] : [],
          ),
        );
        return;
      }
      const turned = `${operand.property.text} of ${operand.object.text}`;
      walk.problems.push(
        unexpected(
          operand.range,
          `A claim names a measure of a condition: \`${turned}\`.`,
          names.conditions.has(operand.object.text) && names.measures.has(operand.property.text)
            ? [replaceBy(operand.range, turned)]
            : [],
        ),
      );
      return;
    }
    case 'string':
      walk.problems.push(misplaced(operand.range, 'A string stands where a measure or a number must.'));
      return;
    case 'error':
      return;
  }
}
const isOfSeveral = ({ callee, arguments: given }: Call): boolean =>
  ['min', 'max'].includes(callee.text) && given.length > 0;
/** A measure, alone or of a condition; what cannot be read may be one. */
function isMeasure(written: Expression | RangeExpression): boolean {
  if (written.kind === 'group') return isMeasure(written.expression);
  return ['name', 'of', 'error'].includes(written.kind);
}
/** A point within a claim is the same all through the sweep. */
function checkFixedNumber(walk: Walk, value: Expression, names: Names): void {
  const before = walk.problems.length;
  checkOperand(walk, value, names);
  if (walk.problems.length === before && value.kind !== 'error' && constantOf(value) === undefined)
    walk.problems.push(misplaced(value.range, 'After `at` a number must stand, or the name of a choice.'));
}
