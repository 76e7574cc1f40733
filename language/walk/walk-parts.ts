/** `recurrent.matrix rewired(grown)`: a part of what another noun says. */
import type { Setting } from '../../grammar/tree.ts';
import { replaceBy } from '../checks/check.ts';
import { missing, unexpected, unknownWord } from '../checks/language-checks.ts';
import type { PartialSetting } from '../canonical/partial-statement.ts';
import { partsOf } from '../canonical/partial-statement.ts';
import type { Match } from '../match.ts';
import { type Type, wordEntry } from '../vocabulary/index.ts';
import type { Inside, Names, Walk } from './walk-context.ts';
import { unknownStatement } from './walk-unknown-statements.ts';

export interface Checks {
  readonly setting: (walk: Walk, setting: Setting, inside: Inside) => Match | undefined;
  readonly value: (walk: Walk, value: Setting['items'][number]['value'], type: Type, names: Names) => void;
}

export function checkPart(walk: Walk, setting: PartialSetting, inside: Inside, checks: Checks): void {
  const { of, name } = setting.part;
  const entry = wordEntry(inside.words, of.text);
  if (!entry) {
    walk.problems.push(unknownStatement(of, inside));
    return;
  }
  walk.marks.push({ range: of.range, meaning: { kind: 'word', entry } });
  if (!inside.changes) {
    walk.problems.push(
      unexpected(
        setting.word.range,
        `\`${setting.word.text}\` changes a part of what another noun says; here the whole statement stands: ` +
          `\`${entry.example}\`.`,
      ),
    );
    return;
  }
  const { part: _, ...rest } = setting;
  const inner = entry.block?.find(({ word }) => word === name.text);
  if (inner && entry.block) {
    checks.setting(walk, { ...rest, word: name }, { ...inside, words: entry.block, where: `in \`${entry.word}\`` });
    return;
  }
  const slot = partsOf(entry).find((one) => one.name === name.text);
  if (!slot) {
    const known = [...partsOf(entry).map((one) => one.name), ...(entry.block ?? []).map(({ word }) => word)];
    walk.problems.push(unknownWord(name.text, name.range, known, `in \`${entry.word}\``));
    return;
  }
  walk.marks.push({ range: name.range, meaning: { kind: 'option', slot } });
  const [first, ...others] = setting.items;
  const stray = setting.phrases[0] ?? (slot.type.flag ? first : slot.many ? undefined : others[0]);
  if (stray || setting.block)
    walk.problems.push(
      unexpected(
        (stray ?? setting.block)?.range ?? setting.range,
        slot.type.flag
          ? `\`${setting.word.text}\` stands alone, without a value.`
          : `\`${setting.word.text}\` changes this one part: another has a statement of its own, \`${of.text}.…\`.`,
      ),
    );
  else if (!first && !slot.type.flag)
    walk.problems.push(
      missing(
        setting.word.range,
        `\`${setting.word.text}\``,
        slot.type.says,
        `${setting.word.text} ${slot.type.example}`,
      ),
    );
  else if (!slot.type.flag) for (const { value } of setting.items) checks.value(walk, value, slot.type, inside.names);
}

/** `recurrent steps 3` in a variant: options of a statement without what it is about. */
export function onlyOptions(walk: Walk, { entry, setting, filled, stray, missing: lacking }: Match): boolean {
  const isOption = ({ slot }: Match['filled'][number]): boolean => entry.options?.includes(slot) ?? false;
  if (lacking.length === 0 || stray.length > 0 || filled.length === 0 || !filled.every(isOption)) return false;
  const parts = filled.map(
    ({ slot, value }) =>
      `${entry.word}.${slot.name}${value ? ` ${walk.source.slice(value.range.start, value.range.end)}` : ''}`,
  );
  walk.problems.push(
    unexpected(
      setting.range,
      `A statement of a variant is said whole, \`${entry.example}\`, or by the part that changes: \`${parts[0]}\`.`,
      [replaceBy(setting.range, parts.join(';  '))],
    ),
  );
  return true;
}
