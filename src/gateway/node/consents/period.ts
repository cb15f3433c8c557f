/** A period of retention, as one types it. */

const typed = /^(\d{1,4})([dwmy])$/;

/**
 * Returns when a period that ends now began; years and months are those of the calendar. Throws for anything but a number with `d`, `w`, `m`
 * or `y`.
 */
export function beginningOf(period: string, now: number): Date {
  const [, digits, unit] = typed.exec(period) ?? [];
  const count = Number(digits);
  if (!unit || count === 0)
    throw new Error(`${period}: must be a number of days, weeks, months or years, as 90d, 8w, 18m or 3y`);
  const date = new Date(now);
  if (unit === 'd') date.setUTCDate(date.getUTCDate() - count);
  if (unit === 'w') date.setUTCDate(date.getUTCDate() - 7 * count);
  if (unit === 'm') date.setUTCMonth(date.getUTCMonth() - count);
  if (unit === 'y') date.setUTCFullYear(date.getUTCFullYear() - count);
  return date;
}
