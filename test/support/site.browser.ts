/** A site in the page, gateway and simulator included, for the tests of a file; its exchanges are kept for the contract's check. */
import { setupWorker } from 'msw/browser';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { createTestSite, handlers } from '../../src/testing/index.js';
import { email, heading, password } from './element.js';
import { recordFromPage } from './exchanges.browser.js';

const base32 = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const terms =
  '<p>Terms of <strong>2026</strong> <a href="javascript:alert(1)">x</a></p><script>window.ran = true</script>';
const customers = [
  { email, password },
  { email: 'named@publisher.test', username: 'named', password },
  { email: 'two@publisher.test', password, twoFactor: { secret: base32 } },
  { email: 'add@publisher.test', password, twoFactor: 'to-add' as const },
  { email: 'reset@publisher.test', password, mustResetPassword: true },
  { email: 'change@publisher.test', password, mustChangeEmail: true },
  { email: 'terms@publisher.test', password, termsChanged: true },
  { email: 'name@publisher.test', password, asks: { username: true, names: true } },
  { email: 'blocked@publisher.test', password, status: 'DEACTIVATED' as const },
  { email: 'limit@publisher.test', password, sessions: [{ os: 'Windows', browser: 'Firefox' }, { os: 'iOS' }] },
  {
    customerId: '100200300',
    subscriptionIds: ['9007199254740993'],
    addresses: [{ postcode: '10115', street: 'Invalidenstraße', streetNumber: '117a', city: 'Berlin' }],
  },
];
const settings = {
  settings: { tokenType: 'EMAIL' as const, maxSessions: 2, ssoRecheckTerms: true, hideSalutation: false },
  ssoTermText: terms,
  allowedSalutations: ['NONE' as const, 'MRS' as const],
};
export const site = createTestSite({
  simulator: { customers, settings, revealUnknownAccounts: true },
  gateway: {
    log: () => undefined,
    returnPaths: ['/news'],
    verificationPaths: ['/'],
    contact: 'mailto:help@publisher.test',
  },
  record: recordFromPage(),
});
export const worker = setupWorker();
beforeAll(() => worker.start({ quiet: true, onUnhandledRequest: 'bypass' }));
beforeEach(() => worker.use(...handlers(site)));
afterEach(() => {
  worker.resetHandlers();
  site.reset();
});
afterAll(() => worker.stop());

/** The reader is signed in. */
export const done = () => expect.element(heading('You are signed in.')).toBeVisible();
/** What the authenticator app shows. */
export const code = () => site.simulator.authenticator().at(-1)!.code;
/** The newest code that was sent. */
export const sentCode = () => site.simulator.inbox.at(-1)!.code!;
