/** The steps of registration, account connect and password-forgotten, sent as a gateway would send them. */
import type { CustomerOption, HostedDocument } from '../../src/simulator/index.js';
import { type Answer, type Caller, password, textOf } from './caller.js';

export const email = 'someone@publisher.test';
export const fresh = 'fresh@publisher.test';
export const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const someone: CustomerOption = { email, password, mobileNumber: '+491701234567' };

/** The imported customer, and what account connect asks for. */
export const imported: CustomerOption = {
  customerId: '100200300',
  subscriptionIds: ['9007199254740993'],
  addresses: [{ postcode: '10115', street: 'Invalidenstraße', streetNumber: '117a', city: 'Berlin' }],
};
export const identifiers = {
  customerId: '100200300',
  postcode: '10115',
  street: 'Invalidenstraße',
  streetNumber: '117a',
  city: 'Berlin',
};
export const everyIdentifier = {
  requestCustomerId: true,
  requestSubscriptionId: true,
  requestPostcode: true,
  requestStreet: true,
  requestStreetNumber: true,
  requestCity: true,
};
export const settings = (more: Partial<HostedDocument['settings']> = {}): HostedDocument => ({
  settings: { tokenType: 'EMAIL', ...more },
});
export const connectable = (registrationIdentifiers: object = everyIdentifier) =>
  settings({ allowRegistrationIdentifier: true, registrationIdentifiers });

export const account = { email: fresh, password, language: 'de', customerNotification: true };
export const register = ({ post }: Caller, more: object = {}): Promise<Answer> =>
  post('registration/start', { ...account, ...more });
/** The body as text, since `JSON.stringify` would lose digits of the subscription ID. */
export const connect = ({ post }: Caller, more: object = {}, subscriptionId = '9007199254740993'): Promise<Answer> => {
  const body = JSON.stringify({ ...account, ...identifiers, ...more });
  return post('registration/loginIdentifier/start', `${body.slice(0, -1)},"subscriptionId":${subscriptionId}}`);
};
export const forget = ({ post }: Caller, more: object = { email }): Promise<Answer> =>
  post('passwordForgotten/sendToken', { language: 'de', ...more });

export type Begin = (caller: Caller) => Promise<Answer>;
/** `token` and `verificationToken` of a step that asks for a code. */
export const codeOf = (answer: Answer) => ({
  token: textOf(answer, 'token'),
  verificationToken: textOf(answer, 'verificationToken'),
});
/** One that is never right, since codes are digits. */
export const wrong = { verificationToken: 'wrong1' };

/** Password-forgotten up to the step after the code. */
export async function proved(caller: Caller): Promise<string> {
  const answer = await caller.post('passwordForgotten/verifyToken', codeOf(await forget(caller)));
  return textOf(answer, 'token');
}
/** Password-forgotten up to the answer to the new password. */
export const reset = async (caller: Caller, token?: string): Promise<Answer> =>
  caller.post('passwordForgotten/resetPassword', { token: token ?? (await proved(caller)), password: 'new one' });
