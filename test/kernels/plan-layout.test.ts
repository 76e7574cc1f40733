// What JavaScript writes into the kernels' memory, field by field, is what their source reads there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { activationCodes } from '../../engine/kernels/plan.ts';
import { headerWords, matrices, planFields, weightsFields, wordOf } from '../../engine/kernels/plan-layout.ts';
import { updateRules } from '../../engine/learning/index.ts';

const source = (name: string) => readFileSync(new URL(`../../engine/kernels/source/${name}`, import.meta.url), 'utf8');
const withoutComments = (text: string) => text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
const structures = withoutComments(source('plan.h') + source('optimise.h'));
const bodyOf = (name: string) => new RegExp(`typedef struct \\{([^}]*)\\} ${name};`).exec(structures)![1];

/** The fields of a struct in order, with their types. */
function fieldsOf(struct: string): { readonly type: string; readonly name: string }[] {
  const declarations = bodyOf(struct)
    .split(';')
    .filter((text) => text.trim() !== '');
  return declarations.flatMap((text) => {
    const [, type, names] = /^\s*(\w+)\s+([\w\s,]+)$/.exec(text)!;
    return names.split(',').map((name) => ({ type, name: name.trim() }));
  });
}

test('the fields of a plan are those of its struct, in order', () => {
  assert.deepEqual(
    fieldsOf('Weights').map(({ name }) => name),
    weightsFields,
  );
  const plan = fieldsOf('Plan').flatMap((field) => (field.type === 'Update' ? fieldsOf('Update') : [field]));
  assert.deepEqual(
    plan.map(({ name }) => name),
    [...planFields, ...matrices],
  );
  for (const { type, name } of plan)
    assert.equal(type === 'Weights', (matrices as readonly string[]).includes(name), name);
  for (const { type, name } of [...plan, ...fieldsOf('Weights')])
    assert.ok(['u32', 'float', 'Weights'].includes(type), `${name} is not one word: ${type}`);
  assert.deepEqual([wordOf('inputs'), wordOf('rate'), headerWords], [0, 8, 27 + 3 * 11]);
});

test('activations and update rules have the numbers of the source', () => {
  const [, names] = /enum \{([^}]*)\};/.exec(source('classifier.h'))!;
  assert.deepEqual(
    names.split(',').map((name) => name.trim().toLowerCase()),
    Object.keys(activationCodes).sort((a, b) => activationCodes[a as 'relu'] - activationCodes[b as 'relu']),
  );
  const [, rules] = /enum \{([^}]*), OPTIMISERS \};/.exec(source('optimise.h'))!;
  assert.deepEqual(
    rules.split(',').map((name) => name.trim().toLowerCase()),
    Object.entries(updateRules)
      .sort(([, a], [, b]) => a.code - b.code)
      .map(([name]) => name),
  );
});
