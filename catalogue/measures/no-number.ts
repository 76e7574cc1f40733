import { NotApplicable } from '../not-applicable.ts';

/** Not known is an answer; zero is none. @throws NotApplicable */
export function none(why: string): never {
  throw new NotApplicable(why);
}
/** @throws NotApplicable for what is not a finite number */
export const finite = (value: number, otherwise: string): number => (Number.isFinite(value) ? value : none(otherwise));
