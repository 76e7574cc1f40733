/** Values of a specification that are as they are by default, and where each default comes from. */
import type { Form } from '../../catalogue/forms.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { functionEntry } from '../../language/vocabulary/index.ts';
import { valueText } from './specification-text.ts';

export interface DefaultValue {
  /** `adam, beta1`. */
  readonly setting: string;
  readonly value: string;
  readonly source: string;
}

/** Of every call of the experiment, once; a value that was written and is the default is among them. */
export function defaultsIn({ conditions, train, teach, trainings, measures }: ExperimentSpec): DefaultValue[] {
  const found = new Map<string, DefaultValue>();
  const nouns = [conditions.filter(({ screened }) => !screened), train, teach, trainings, measures];
  for (const { call, takes } of callsIn(nouns))
    for (const { name, default: otherwise } of functionEntry(call)?.parameters ?? []) {
      if (!otherwise || JSON.stringify(takes[name]) !== JSON.stringify(otherwise.value)) continue;
      const setting = `${call}, ${name}`;
      found.set(setting, { setting, value: valueText(takes[name]), source: otherwise.source });
    }
  return [...found.values()];
}

interface Call {
  readonly call: string;
  readonly takes: Readonly<Record<string, Form>>;
}
/** Every canonical call in a value, outermost first. */
export function callsIn(value: unknown): Call[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  const own = 'call' in value && 'takes' in value ? [value as Call] : [];
  return [...own, ...Object.values(value).flatMap(callsIn)];
}
