/** A reader who is signed in, and the requests that the publisher's own server gets of the same browser. */
import { credentials, json, origin, session, site, type Site } from './harness.js';

export const hasAccess = '/accessRights/4711/hasAccess';
/** What the hosted API replies where one of the rights is granted. */
export const granted = () => json({ customerId: '4711', customerBlocked: false, accessGranted: true, items: [] });
export const refused = () => json({ customerId: '4711', customerBlocked: false, accessGranted: false, items: [] });
export const blocked = () => json({ customerId: '4711', customerBlocked: true, accessGranted: true });

export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => seconds(60 * count);

export async function signedIn(
  script: Parameters<typeof site>[0] = {},
  options: Parameters<typeof site>[1] = {},
): Promise<Site> {
  const news = site({ '/processes/login/verify': () => session(), [hasAccess]: granted, ...script }, options);
  await news.post('login/start', credentials);
  return news;
}
export const cookieOf = ({ cookies }: Site): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

/** A page of the publisher's own is asked for, as a browser does. */
export function page(news: Site, headers: Record<string, string> = {}, path = '/article'): Request {
  const cookie = cookieOf(news);
  return new Request(origin + path, { headers: { ...(cookie && { cookie }), ...headers } });
}
/** The browser forgets whatever it had. */
export const signedOut = (news: Site): Site => {
  news.cookies.clear();
  return news;
};
/** The settings declare an emergency. */
export const declareEmergency = (news: Site): void => {
  news.script['/processes/settings/sso'] = () =>
    json({ settings: { tokenType: 'EMAIL' }, emergencyMode: 'PLENIGO_MODE' });
  news.clock.now += minutes(2);
};
