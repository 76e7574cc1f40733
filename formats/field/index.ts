export {
  type FieldCode,
  FieldError,
  type FieldFiles,
  fieldFiles,
  type FieldPart,
  fieldParts,
  missingPart,
} from './field-files.ts';
export { type Field, type FieldPositions, type FieldTable, openField } from './field.ts';
