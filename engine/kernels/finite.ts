/**
 * Numbers are refused where they are made, so that no later step has to say what it cannot know: which noun gave them,
 * and why. `columns`: of a matrix, row by row; without it `what` is the number itself.
 * @throws RangeError that names the first number that is not finite
 */
export function demandFinite(what: string, values: ArrayLike<number>, columns?: number): void {
  for (let at = 0; at < values.length; at++) {
    if (Number.isFinite(values[at])) continue;
    const place = columns ? `row ${Math.floor(at / columns) + 1}, column ${(at % columns) + 1} of ` : '';
    throw new RangeError(`${place}${what} is ${values[at]}, where a finite number is needed`);
  }
}
