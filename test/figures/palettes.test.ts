import assert from 'node:assert/strict';
import fs from 'node:fs';
import { it } from 'node:test';
import { conditionStyle, fateColour } from '../../figures/draw/palette.ts';
import { inPalette, paletteNames } from '../../figures/index.ts';
import { projectFile } from '../data.ts';

const grey = '#4D4D4D';
const ours = [...new Set([0, 1, 2, 3, 4, 5, 6].flatMap((i) => [conditionStyle(i).colour, fateColour(i, 9)]))].filter(
  (colour) => colour !== grey,
);

it('a palette has a colour of its own in place of each of ours, and leaves what is grey', () => {
  const drawing = [...ours, grey, '#999999', '#ffffff'].join(' ');
  for (const name of paletteNames) {
    const drawn = inPalette(drawing, name).split(' ');
    assert.equal(new Set(drawn).size, drawn.length, name);
    assert.equal(
      drawn.filter((colour) => ours.includes(colour)).length > 1,
      name === 'okabe-ito',
      `${name}: ${drawn.join(' ')}`,
    );
    assert.deepEqual(drawn.slice(-3), [grey, '#999999', '#ffffff']);
  }
  for (const name of [undefined, 'none', 'toString']) assert.equal(inPalette(drawing, name), drawing);
});

it('the panels have the same palettes as what they save, and the settings offer them', () => {
  const style = fs.readFileSync(projectFile('views', 'results-view.css'), 'utf8');
  for (const name of paletteNames.slice(1)) {
    const [, rule] = new RegExp(`main\\[data-palette='${name}'\\] \\{([^}]*)\\}`).exec(style)!;
    for (let i = 0; i < 6; i += 1) {
      const saved = (colour: string): string => inPalette(colour, name).toLowerCase();
      assert.ok(rule.includes(`--series-${i}: color-mix(in srgb, ${saved(conditionStyle(i).colour)},`));
      assert.ok(rule.includes(`--fate-${i}: color-mix(in srgb, ${saved(fateColour(i, 9))},`));
    }
  }
  const { properties } = JSON.parse(fs.readFileSync(projectFile('package.json'), 'utf8')).contributes.configuration;
  assert.deepEqual(properties['anlage.palette'].enum, [...paletteNames]);
});
