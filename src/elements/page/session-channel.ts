/** Where elements tell each other, on this page and in its other tabs, that somebody signed in or out. The word says no more. */
export const channelName = 'sso-elements';

/** Has every element that says who is signed in ask again. */
export function announceSessionChange(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('changed');
  channel.close();
}
