/** What came of one rule; `fault` is absent when it is kept. */
export interface RuleFinding {
  rule: string;
  fault?: string;
}

/** What is wrong, in words; of a connection that failed also why, which `fetch` keeps in the cause. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return cause instanceof Error ? `${message}: ${cause.message || cause.name}` : message;
}

/** Tries every rule in turn. `given`: what each is given, first of all what to ask an endpoint with. */
export async function tryRules<A extends readonly unknown[]>(
  rules: Readonly<Record<string, (...given: A) => Promise<void>>>,
  ...given: A
): Promise<RuleFinding[]> {
  const findings: RuleFinding[] = [];
  for (const [rule, check] of Object.entries(rules)) {
    try {
      await check(...given);
      findings.push({ rule });
    } catch (error) {
      findings.push({ rule, fault: faultOf(error) });
    }
  }
  return findings;
}
