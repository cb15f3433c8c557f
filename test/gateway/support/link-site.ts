/** A site that mails links, and what its readers do with them. */
import { expect } from 'vitest';
import { type Script, type Site, step } from './harness.js';
import { account, say, shop } from './registering.js';

export const page = 'https://news.example.org/register';
const paths = { verificationPaths: ['/register', '/password'] };
const forgot: Script = {
  '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN'),
  '/processes/passwordForgotten/verifyToken': () => step('RESET_PASSWORD', {}, 'reset-token'),
};
export const shopWithLinks = (settings: object = {}, script: Script = {}, options = {}) =>
  shop(settings, { ...forgot, ...script }, { ...paths, ...options });

export const confirm = (news: Site, flow: string, given: object = {}, process = 'registration') =>
  say(news, `${process}/verify-link`, { flow, ...given });

export const register = async (news: Site, more: object = {}) => {
  const first = await say(news, 'registration/start', { ...account, verificationUrl: page, ...more });
  expect(first).toMatchObject({ step: 'verify' });
};
export const forget = async (news: Site, identifier = 'reader@example.org') => {
  await say(news, 'password-forgotten/start', { identifier, verificationUrl: '/password' });
};
export const validated = (news: Site) => [
  ...news.to('/processes/registration/validate'),
  ...news.to('/processes/passwordForgotten/verifyToken'),
];
export const upstreamCalls = (news: Site) => news.sent.filter(({ method }) => method !== 'GET').length;
