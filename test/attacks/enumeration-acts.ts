/** What strangers do on the stage, one act after the other. */
import { agreed } from '../gateway/support/registering.js';
import type { Seen, Stranger } from './enumeration-stage.js';

export type Play = (of: Stranger) => Promise<Seen[]>;
export type Act = (of: Stranger) => Promise<Seen> | undefined;

/** What is seen of those acts that ask the gateway something. */
export async function inTurn(of: Stranger, ...acts: Act[]): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const act of acts) {
    const found = await act(of);
    if (found) seen.push(found);
  }
  return seen;
}
export const times = <T>(count: number, act: T): T[] => Array<T>(count).fill(act);
export const wait =
  (seconds: number) =>
  (of: Stranger): undefined => {
    of.wait(seconds);
  };
export const from =
  (address: string) =>
  (of: Stranger): undefined => {
    of.comesFrom(address);
  };
/** Puts back the cookies that there were, as somebody can who counts his own tries. */
export function memory() {
  let kept = new Map<string, string>();
  return {
    keep(of: Stranger): undefined {
      kept = new Map(of.news.cookies);
    },
    restore(of: Stranger): undefined {
      of.news.cookies.clear();
      for (const [name, value] of kept) of.news.cookies.set(name, value);
    },
  };
}

const email = 'someone@example.org';
const solved = { captcha: 'solved' };
const starts = {
  login: { identifier: email, password: 'guessed' },
  'password-forgotten': { identifier: email },
  registration: { email, password: 'a password of theirs', language: 'de', ...agreed },
};
export type Process = keyof typeof starts;

/** What a stranger does in a process → how. Whatever is limited is done often enough, from one address and from others. */
export const actsOf = (process: Process): Act[] => {
  const begin =
    (more = {}): Act =>
    (of) =>
      of.see('POST', `${process}/start`, { ...starts[process], ...more });
  const verify: Act = (of) => of.see('POST', `${process}/verify`, { flow: of.flow(), code: '123456' });
  const resend =
    (more = {}): Act =>
    (of) =>
      of.see('POST', `${process}/resend`, { flow: of.flow(), ...more });
  const look: Act = (of) => of.see('GET', 'flow');
  if (process === 'login')
    return [
      from('192.0.2.1'),
      ...times(5, begin()),
      begin(solved),
      wait(1),
      begin(),
      from('192.0.2.2'),
      ...times(2, begin()),
      begin(solved),
      from('192.0.2.1'),
      wait(60),
      begin(),
      begin({ identifier: 'another@example.org' }),
      begin({ identifier: 'Someone+1@example.org' }),
      wait(900),
      begin(),
    ];
  return [
    from('192.0.2.1'),
    begin(),
    ...times(3, verify),
    wait(30),
    resend(),
    ...times(2, verify),
    wait(60),
    resend(),
    resend(solved),
    wait(120),
    resend(),
    resend(solved),
    look,
    begin(),
    ...times(2, verify),
    begin(),
    begin(solved),
    verify,
    from('192.0.2.2'),
    begin(),
    begin(solved),
    verify,
    wait(30),
    resend(),
    resend(solved),
    verify,
    wait(300),
    begin(),
    verify,
    look,
  ];
};
