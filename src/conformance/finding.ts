/** What came of one rule; `fault` is absent when it is kept. */
export interface RuleFinding {
  rule: string;
  fault?: string;
}

/** What is wrong, in words; of a connection that failed also why, which `fetch` keeps in the cause. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return cause instanceof Error ? `${message}: ${cause.message || cause.name}` : message;
}
