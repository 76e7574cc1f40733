export {
  type FieldCode,
  FieldError,
  type FieldFiles,
  fieldFiles,
  type FieldPart,
  fieldParts,
  missingPart,
} from './field-files.ts';
export { doubtsOf } from './field-doubts.ts';
export { type Field, type FieldTable, openField } from './field.ts';
export type { FieldPositions } from './field-places.ts';
