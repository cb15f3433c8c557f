/** Settings that show whether they are whole: the same number in every field. */
export const marked = (number: number) => ({
  mark: number,
  maxSessions: 1 + (number % 100),
  ssoTermText: { de: `${number} `.repeat(200), en: `${number} `.repeat(200) },
});
