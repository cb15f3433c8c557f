/** A mailed link as a reader's mail program opens it. */
import { type Site, stepToken } from './harness.js';

/** The address that the last start sent to the hosted API. */
export function mailedAddress(news: Pick<Site, 'sent'>): URL {
  const url = news.sent.map(({ body }) => body['verificationUrl']).findLast((value) => value !== undefined);
  return new URL(typeof url === 'string' ? url : '');
}

/** The same with the step token and the code, which the hosted API adds; `change`: other parameters. */
export function openedAddress(news: Pick<Site, 'sent'>, change: Readonly<Record<string, string>> = {}): URL {
  const url = mailedAddress(news);
  const parameters = { token: stepToken, verificationToken: '123456', ...change };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

const navigation = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
/** Follows a link as a browser does that comes from a mail. */
export const follow = (news: Site, url: URL, headers: Record<string, string> = navigation): Promise<Response> =>
  news.get(`${url.pathname.replace('/sso/', '')}${url.search}`, headers);

/** What waits to be confirmed. */
export interface WaitingLink {
  flow: string;
  process: string;
  step: string;
  asks: Record<string, unknown>;
}

/** The links that wait in this browser to be confirmed. */
export async function waitingLinks(news: Site): Promise<WaitingLink[]> {
  const { flows } = (await (await news.get('flow')).json()) as { flows: { answer: WaitingLink }[] };
  return flows.map(({ answer }) => answer).filter(({ step }) => step === 'confirm-link');
}

/** Follows a link, by default the last one that was mailed, and returns the flow that waits; `''`: none does. */
export async function arriveByLink(news: Site, url = openedAddress(news)): Promise<string> {
  await follow(news, url);
  return (await waitingLinks(news))[0]?.flow ?? '';
}
