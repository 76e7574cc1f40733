export { bounds, type Interval } from './bounds.ts';
export {
  type Call,
  compileBoolean,
  compileNumber,
  ExpressionError,
  freeNames,
  type Quantity,
  type Scope,
  show,
} from './compile.ts';
export type { Expression, Kind, Value } from './expression.ts';
export { functions, type Implementation } from './built-in-functions.ts';
