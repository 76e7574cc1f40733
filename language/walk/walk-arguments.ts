/** Which parameter of its function each argument of a call is for. */
import type { Argument, Call, Range } from '../../grammar/tree.ts';
import type { FunctionEntry, Slot } from '../vocabulary/index.ts';

interface Assigned {
  readonly given: readonly { readonly argument: Argument; readonly slot: Slot }[];
  readonly problem?: {
    readonly range: Range;
    readonly message: string;
    /** The argument that is one too many, or the parameter that has none. */
    readonly odd: Argument | Slot;
  };
}
/** Arguments to parameters: by place, then by name. */
export function assign(written: Call, entry: FunctionEntry): Assigned {
  const given: { argument: Argument; slot: Slot }[] = [];
  let problem: Assigned['problem'];
  let next = 0;
  for (const argument of written.arguments) {
    const slot = argument.name
      ? entry.parameters.find(({ name }) => name === argument.name?.text)
      : entry.parameters[next];
    if (!argument.name && slot && !slot.many) next++;
    if (!slot)
      problem ??= {
        odd: argument,
        range: (argument.name ?? argument).range,
        message: argument.name
          ? `\`${entry.name}\` takes no \`${argument.name.text}\`; it takes ` +
            `${entry.parameters.map(({ name }) => `\`${name}\``).join(', ') || 'nothing'}.`
          : `\`${entry.name}\` takes ` +
            `${entry.parameters.length === 0 ? 'no arguments' : `at most ${entry.parameters.length}`}.`,
      };
    else if (given.some((earlier) => earlier.slot === slot) && !slot.many)
      problem ??= { odd: argument, range: argument.range, message: `\`${slot.name}\` is given twice.` };
    else given.push({ argument, slot });
  }
  const lacking = entry.parameters.find(
    (slot) => !slot.optional && !slot.many && !given.some((filled) => filled.slot === slot),
  );
  if (lacking)
    problem ??= {
      odd: lacking,
      range: written.range,
      message: `\`${entry.name}\` needs \`${lacking.name}\`: ${lacking.type.says}.`,
    };
  return { given, ...(problem && { problem }) };
}
