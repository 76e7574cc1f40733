/** When runs began, as lists tell it. A moment is text by ISO 8601, as a run's record has it. */

const two = (number: number): string => String(number).padStart(2, '0');
/** In local time, as lists sort. */
const toMinute = (date: Date): string =>
  `${[date.getFullYear(), date.getMonth() + 1, date.getDate()].map(two).join('-')} ` +
  [date.getHours(), date.getMinutes()].map(two).join(':');

/** Whether others of these moments lie in the same minute. */
export function sharesMinute(moments: readonly string[]): (moment: string) => boolean {
  const counts = new Map<string, number>();
  for (const moment of moments) {
    const minute = toMinute(new Date(moment));
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return (moment) => (counts.get(toMinute(new Date(moment))) ?? 0) > 1;
}

/** To the minute; to the second where that tells moments apart. */
export function momentText(moments: readonly string[]): (moment: string) => string {
  const isShared = sharesMinute(moments);
  return (moment) => {
    const date = new Date(moment);
    return isShared(moment) ? `${toMinute(date)}:${two(date.getSeconds())}` : toMinute(date);
  };
}
