/** What joins the conditions that a measure is made of into the name that its numbers stand under. */
export const acrossConditions = (of: readonly string[]): string => of.join(', ');
