export { bounds, type Interval } from './bounds.ts';
export {
  type Call,
  compileBoolean,
  compileNumber,
  ExpressionError,
  freeNames,
  type Kind,
  type Quantity,
  type Scope,
  show,
} from './compile.ts';
export type { Expression } from './expression.ts';
export { functions, type Implementation, type Value } from './built-in-functions.ts';
