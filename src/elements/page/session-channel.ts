/** The broadcast channel on which elements, here and in other tabs, announce that somebody signed in or out; never who. */
export const channelName = 'sso-elements';

/** Makes every `<sso-session>` of this origin ask the gateway again. */
export function announceSessionChange(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('changed');
  channel.close();
}
