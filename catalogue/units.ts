/**
 * Units: dimensions and conversion to SI. A factor is kept as a fraction so that `150 um` is exactly the double nearest
 * to 0.00015 (one division, correctly rounded) and not a product of rounded factors.
 */

/** Exponents of metre, kilogram, second and ampere. */
export type Dimension = readonly [number, number, number, number];
export interface UnitMeaning {
  /** SI value = written value × numerator / denominator. */
  readonly numerator: number;
  readonly denominator: number;
  readonly dimension: Dimension;
  /** Set for counts: `cells`, `steps`. A count has no dimension, but says what it counts. */
  readonly count?: string;
}

export const number: Dimension = [0, 0, 0, 0];
export const length: Dimension = [1, 0, 0, 0];
export const time: Dimension = [0, 0, 1, 0];
export const frequency: Dimension = [0, 0, -1, 0];
export const speed: Dimension = [1, 0, -1, 0];
const mass: Dimension = [0, 1, 0, 0];
export const current: Dimension = [0, 0, 0, 1];
export const voltage: Dimension = [2, 1, -3, -1];
export const resistance: Dimension = [2, 1, -3, -2];
export const capacitance: Dimension = [-2, -1, 4, 2];
export const conductance: Dimension = [-2, -1, 3, 2];

/** How a message names a dimension, and an example that has it. */
const named: readonly { readonly dimension: Dimension; readonly name: string; readonly example: string }[] = [
  { dimension: number, name: 'a plain number', example: '0.5' },
  { dimension: length, name: 'a length', example: '50 um' },
  { dimension: time, name: 'a time', example: '12 h' },
  { dimension: frequency, name: 'a rate', example: '5 Hz' },
  { dimension: speed, name: 'a speed', example: '10 um/h' },
  { dimension: current, name: 'a current', example: '20 pA' },
  { dimension: voltage, name: 'a voltage', example: '-65 mV' },
  { dimension: resistance, name: 'a resistance', example: '100 MOhm' },
  { dimension: capacitance, name: 'a capacitance', example: '200 pF' },
  { dimension: conductance, name: 'a conductance', example: '10 nS' },
  { dimension: mass, name: 'a mass', example: '25 g' },
];

const simple = (numerator: number, denominator: number, dimension: Dimension): UnitMeaning => ({
  numerator,
  denominator,
  dimension,
});
const counted = (count: string): UnitMeaning => ({ numerator: 1, denominator: 1, dimension: number, count });

/** Every unit of the language, by its written name. */
export const units: Readonly<Record<string, UnitMeaning>> = {
  '%': simple(1, 100, number),
  rad: simple(1, 1, number),
  ns: simple(1, 1e9, time),
  us: simple(1, 1e6, time),
  ms: simple(1, 1e3, time),
  s: simple(1, 1, time),
  min: simple(60, 1, time),
  h: simple(3600, 1, time),
  day: simple(86400, 1, time),
  days: simple(86400, 1, time),
  nm: simple(1, 1e9, length),
  um: simple(1, 1e6, length),
  mm: simple(1, 1e3, length),
  m: simple(1, 1, length),
  Hz: simple(1, 1, frequency),
  kHz: simple(1e3, 1, frequency),
  mV: simple(1, 1e3, voltage),
  V: simple(1, 1, voltage),
  pA: simple(1, 1e12, current),
  nA: simple(1, 1e9, current),
  uA: simple(1, 1e6, current),
  kOhm: simple(1e3, 1, resistance),
  MOhm: simple(1e6, 1, resistance),
  GOhm: simple(1e9, 1, resistance),
  pF: simple(1, 1e12, capacitance),
  nF: simple(1, 1e9, capacitance),
  uF: simple(1, 1e6, capacitance),
  pS: simple(1, 1e12, conductance),
  nS: simple(1, 1e9, conductance),
  uS: simple(1, 1e6, conductance),
  g: simple(1, 1e3, mass),
  // degrees are counted from where water freezes, so that they are read as a plain number
  degC: simple(1, 1, number),
};
const countNames = [
  'cell',
  'step',
  'bin',
  'neuron',
  'trial',
  'synapse',
  'epoch',
  'seed',
  'image',
  'gene',
  'regulator',
  'edge',
  'group',
  'start',
];
/** Counts read as units; singular and plural mean the same. */
export const counts: Readonly<Record<string, UnitMeaning>> = Object.fromEntries([
  ...countNames.flatMap((name) => [
    [name, counted(`${name}s`)],
    [`${name}s`, counted(`${name}s`)],
  ]),
  ['sd', counted('sd')],
]);

/** A text may hold any word: `constructor` is no unit. */
const unitNamed = (name: string): UnitMeaning | undefined => {
  if (Object.hasOwn(units, name)) return units[name];
  return Object.hasOwn(counts, name) ? counts[name] : undefined;
};

/** The meaning of a written unit (`um`, `um/h`, `cells`, `1/h`), or undefined if it is none. */
export function meaningOf(text: string): UnitMeaning | undefined {
  const whole = unitNamed(text);
  if (whole) return whole;
  let numerator = 1,
    denominator = 1;
  let dimension: Dimension = number;
  const parts = text.replaceAll(/\s/g, '').split(/([*/·])/);
  for (let index = 0; index < parts.length; index += 2) {
    const [, name, exponent] = /^([A-Za-z%1]+?)(?:\^?(-?\d+))?$/.exec(parts[index]) ?? [];
    const part = name === '1' ? simple(1, 1, number) : Object.hasOwn(units, name ?? '') ? units[name] : undefined;
    if (!part) return undefined;
    const power = Number(exponent ?? 1) * (index > 0 && parts[index - 1] === '/' ? -1 : 1);
    const [over, under] = power < 0 ? [part.denominator, part.numerator] : [part.numerator, part.denominator];
    numerator *= over ** Math.abs(power);
    denominator *= under ** Math.abs(power);
    dimension = combine(dimension, part.dimension, power);
  }
  return { numerator, denominator, dimension };
}

/** The SI value of a number written with a unit. */
export const toSI = (value: number, unit: UnitMeaning | undefined): number =>
  unit ? (value * unit.numerator) / unit.denominator : value;

export const same = (a: Dimension, b: Dimension): boolean => a.every((exponent, index) => exponent === b[index]);
export const isNumber = (dimension: Dimension): boolean => same(dimension, number);
/** `a · b^power`. */
export const combine = (a: Dimension, b: Dimension, power: number): Dimension => [
  a[0] + b[0] * power,
  a[1] + b[1] * power,
  a[2] + b[2] * power,
  a[3] + b[3] * power,
];
export const raise = (a: Dimension, power: number): Dimension => combine(number, a, power);

/** `a length`; for a dimension without a name its SI unit. */
export const describe = (dimension: Dimension): string =>
  named.find((entry) => same(entry.dimension, dimension))?.name ?? `a quantity in ${siUnit(dimension)}`;
export const exampleOf = (dimension: Dimension): string =>
  named.find((entry) => same(entry.dimension, dimension))?.example ?? `1 ${siUnit(dimension)}`;

function siUnit(dimension: Dimension): string {
  const power = (name: string, exponent: number): string =>
    exponent === 0 ? '' : exponent === 1 ? name : `${name}^${exponent}`;
  return (
    ['m', 'kg', 's', 'A']
      .map((name, index) => power(name, dimension[index]))
      .filter(Boolean)
      .join(' ') || '1'
  );
}
/** The written units of a dimension, largest last, or a quotient of units that has it: what completion offers. */
export const unitsOf = (dimension: Dimension): readonly string[] => {
  const simple = Object.keys(units).filter((name) => same(units[name].dimension, dimension));
  return simple.length > 0 ? simple : [exampleOf(dimension).replace(/^\S+ /, '')];
};
