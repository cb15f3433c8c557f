/** The broadcast channel on which elements, here and in other tabs, announce that somebody signed in or out; never who. */
const channelName = 'sso-elements';

/** Opens the channel; `undefined` where there is none, as in Jest, or where the browser refuses it, as some do without cookies. */
export function sessionChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(channelName);
  } catch {
    return undefined;
  }
}

/**
 * Makes every `<sso-session>` of this origin ask the gateway again.
 *
 * @param channel one that is open, and does not receive what it posts itself; absent: one for this alone
 */
export function announceSessionChange(channel?: BroadcastChannel): void {
  const used = channel ?? sessionChannel();
  try {
    used?.postMessage('changed');
  } catch {
    // Closed by the browser: the others learn of it when they ask by themselves.
  }
  if (!channel) used?.close();
}
