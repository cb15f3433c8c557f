/** Changes a recipe or a configuration where a publisher would: every text has to be in it. Throws an `Error` for one that is not. */
export function adapt(code: string, changes: Readonly<Record<string, string>>): string {
  let adapted = code;
  for (const [text, by] of Object.entries(changes)) {
    if (!adapted.includes(text)) throw new Error(`the recipe has no "${text}"`);
    adapted = adapted.replaceAll(text, by);
  }
  return adapted;
}
