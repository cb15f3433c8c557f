/** Settings that tell whether they are whole: a number, written all over. */
export const marked = (number: number) => ({
  mark: number,
  maxSessions: 1 + (number % 100),
  ssoTermText: { de: `${number} `.repeat(200), en: `${number} `.repeat(200) },
});
