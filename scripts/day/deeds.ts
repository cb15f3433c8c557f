/** What readers do. Each deed notes what it came to; what a reader must not lose goes into the ledger's losses. */
import { type Answer, Reader } from '../hosts/http-reader.js';
import { type Deed, type Ledger, outcomeOf } from './ledger.js';
import type { Consented } from './losses.js';
import type { Newspaper } from './newspaper.js';
import { addressHeader, emailOf, origin, password } from './people.js';

/** A browser in which somebody is signed in. */
interface SignedIn {
  reader: Reader;
  email: string;
  busy?: boolean;
}

interface Day {
  newspaper: Newspaper;
  ledger: Ledger;
  random: () => number;
  hour: () => number;
  customers: number;
}

/** Addresses of readers (net 1) and of attackers (2), from a range that is nobody’s (RFC 2544). */
const addressOf = (net: number, index: number): string => `198.${17 + net}.${(index >> 8) & 255}.${index & 255 || 1}`;
const addresses = 1500;
const wrong = 'a password from another site';

export function createDeeds({ newspaper, ledger, random, hour, customers }: Day) {
  const signedIn: SignedIn[] = [];
  const consents: Consented[] = [];
  let count = 0;
  const below = (limit: number): number => Math.floor(random() * limit);
  const browser = (net = 1): Reader =>
    new Reader({
      address: newspaper.address,
      origin,
      headers: { [addressHeader]: addressOf(net, below(addresses)) },
    });

  async function deed(name: Deed, work: () => Promise<string>): Promise<void> {
    const [at, began] = [hour(), performance.now()];
    const outcome = await work().catch(
      (error: unknown) => `failed: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    );
    ledger.note({ hour: at, deed: name, outcome, milliseconds: performance.now() - began });
  }
  const keep = (reader: Reader, email: string, answer: Answer): string => {
    const outcome = outcomeOf(answer);
    if (outcome === 'session') signedIn.push({ reader, email });
    return outcome;
  };
  const isSeen = async (reader: Reader): Promise<string> => outcomeOf(await reader.get('/sso/session'));

  return {
    signedIn,
    consents,
    /** A page is opened: by whoever is signed in, or by somebody who is not. */
    visit: () =>
      deed('visit', async () => {
        const known = signedIn[below(signedIn.length)];
        if (!known || known.busy || random() < 0.3) {
          const reader = browser();
          await reader.get('/sso/settings?language=de');
          return isSeen(reader);
        }
        known.busy = true;
        const outcome = await isSeen(known.reader).finally(() => (known.busy = false));
        if (outcome === 'signedOut') {
          signedIn.splice(signedIn.indexOf(known), 1);
          ledger.lose(`hour ${hour()}: ${known.email} was signed in, and is not any more`);
        }
        return outcome;
      }),
    signIn: () =>
      deed('sign-in', async () => {
        const [reader, email] = [browser(), emailOf(below(customers))];
        await reader.get('/sso/settings?language=de');
        return keep(reader, email, await reader.post('/sso/login/start', { identifier: email, password }));
      }),
    /** By somebody who has signed in; a copy of the cookies must be worth nothing afterwards. */
    signOut: () =>
      deed('sign-out', async () => {
        const index = signedIn.findIndex(({ busy }) => !busy);
        const [known] = index < 0 ? [] : signedIn.splice(index, 1);
        if (!known) return 'nobody';
        const copy = browser();
        for (const [name, value] of known.reader.cookies) copy.cookies.set(name, value);
        const outcome = outcomeOf(await known.reader.delete('/sso/session'));
        if (outcome === 'done' && (await isSeen(copy)) === 'session')
          ledger.lose(`hour ${hour()}: a copy of the session of ${known.email} outlived the sign-out`);
        return outcome;
      }),
    register: () =>
      deed('registration', async () => {
        const [reader, email] = [browser(), `new${(count += 1)}@example.org`];
        const settings = await reader.get('/sso/settings?language=de');
        const hash = (settings.body['optIn'] as { hash?: string } | undefined)?.hash;
        const yes = hash === undefined ? {} : { optIn: true, optInHash: hash, language: 'de' };
        const started = await reader.post('/sso/registration/start', { email, password, ...yes });
        if (outcomeOf(started) !== 'step') return outcomeOf(started);
        const code = await newspaper.ask<string | undefined>({ ask: 'code', email });
        // From here on the account may be made, whether or not the answer arrives.
        const given: Consented = { email, isAnswered: false };
        if (hash !== undefined) consents.push(given);
        const verified = await reader.post('/sso/registration/verify', { flow: started.body['flow'], code });
        given.isAnswered = outcomeOf(verified) === 'session';
        return keep(reader, email, verified);
      }),
    reset: () =>
      deed('reset', async () => {
        const [reader, email] = [browser(), emailOf(below(customers))];
        const started = await reader.post('/sso/password-forgotten/start', { identifier: email });
        if (outcomeOf(started) !== 'step') return outcomeOf(started);
        const code = await newspaper.ask<string | undefined>({ ask: 'code', email });
        const verified = await reader.post('/sso/password-forgotten/verify', { flow: started.body['flow'], code });
        if (outcomeOf(verified) !== 'step') return outcomeOf(verified);
        const changed = await reader.post('/sso/password-forgotten/reset-password', {
          flow: verified.body['flow'] ?? started.body['flow'],
          password,
        });
        return outcomeOf(changed);
      }),
    /** A botnet with passwords of another site, at a few accounts. */
    attack: () =>
      deed('attack', async () =>
        outcomeOf(await browser(2).post('/sso/login/start', { identifier: emailOf(below(20)), password: wrong })),
      ),
    /** Who owns an attacked account signs in once more at the own device. */
    owner: () =>
      deed('owner', async () => {
        const known = signedIn.find(({ email, busy }) => !busy && Number(/\d+/.exec(email)?.[0]) < 20);
        if (!known) return 'nobody';
        return outcomeOf(await known.reader.post('/sso/login/start', { identifier: known.email, password }));
      }),
  };
}
export type Deeds = ReturnType<typeof createDeeds>;
