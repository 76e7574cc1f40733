/** How many trials a campaign makes: its own number, times ANLAGE_FUZZ. */
export const trials = (base: number): number => Math.round(base * Number(process.env.ANLAGE_FUZZ ?? 1));
