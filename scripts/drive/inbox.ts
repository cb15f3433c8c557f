/** The messages that the demo has sent. */
import type { InboxEntry } from '../../demo/simulator/inbox-entries.js';
import type { Demo } from './start-demo.js';

/** The message that was sent last to an address or number. */
export async function newestMessage(demo: Demo, to: string): Promise<InboxEntry> {
  const found = (await demo.inbox()).findLast((each) => each.to === to && each.channel !== 'authenticator');
  if (!found) throw new Error(`Nothing was sent to ${to}`);
  return found;
}
export const codeFor = async (demo: Demo, to: string): Promise<string> => String((await newestMessage(demo, to)).code);
export const linkFor = async (demo: Demo, to: string): Promise<string> => String((await newestMessage(demo, to)).url);
/** A code that nobody was sent. */
export const otherThan = (code: string): string => (code === '111111' ? '222222' : '111111');
