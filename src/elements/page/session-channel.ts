/** The broadcast channel on which elements, here and in other tabs, announce that somebody signed in or out; never who. */
const channelName = 'sso-elements';

/** Opens the channel. A DOM without a browser may have none: Jest's. */
export const sessionChannel = (): BroadcastChannel | undefined =>
  'BroadcastChannel' in window ? new BroadcastChannel(channelName) : undefined;

/** Makes every `<sso-session>` of this origin ask the gateway again. */
export function announceSessionChange(): void {
  const channel = sessionChannel();
  channel?.postMessage('changed');
  channel?.close();
}
