/** A sweep point put in: every `{ variable }` of a noun, a training or a measure becomes its number. */
export function instantiate<T>(value: T, at: Readonly<Record<string, number>>): T {
  return put(value, at) as T;
}
function put(value: unknown, at: Readonly<Record<string, number>>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => put(item, at));
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === 'variable') {
    const name = (value as { variable: string }).variable;
    if (!(name in at)) throw new Error(`no value for the variable ${name} at this sweep point`);
    return at[name];
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, put(item, at)]));
}
