/** How one part of an analysis is tried: what stands for it where it fails by a mistake of the house. */
export type Guard = <T>(part: () => T, otherwise: T) => T;

/** A guard that hands on each failure. */
export const guardedBy =
  (failed: (error: unknown) => void): Guard =>
  (part, otherwise) => {
    try {
      return part();
    } catch (error) {
      failed(error);
      return otherwise;
    }
  };
