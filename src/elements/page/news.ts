/** Where elements tell each other, on this page and in its other tabs, that somebody signed in or out. The word says no more. */
export const news = 'sso-elements';

/** Has every element that says who is signed in ask again. */
export function tellNews(): void {
  const channel = new BroadcastChannel(news);
  channel.postMessage('changed');
  channel.close();
}
