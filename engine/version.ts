/** Part of every job's key: raised whenever a number that a job computes may change. */
export const engineVersion = '0.7.5';
