/** Starts what tests need of the machine, and notes what had to be started twice. */
import { appendFileSync } from 'node:fs';

/** Engines that this process has started, with their versions: what the evidence of a test file names. */
export const engines = new Set<string>();

const firstLine = (error: unknown): string => String(error).split('\n')[0] ?? '';

/**
 * Starts a server or an engine. In a run that collects notes (`SSO_NOTES` names their file) one that did not start is started
 * once more, and noted; elsewhere, and the second time, the failure stands. Tests themselves are never repeated.
 */
export async function start<T>(name: string, starting: () => Promise<T>, notes = process.env['SSO_NOTES']): Promise<T> {
  if (!notes) return starting();
  try {
    return await starting();
  } catch (error) {
    appendFileSync(notes, `${name}: ${firstLine(error)}\n`);
    return starting();
  }
}
