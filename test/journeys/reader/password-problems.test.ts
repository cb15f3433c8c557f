/** What can go wrong on the way to a new password: each status of the contract with its own text, and its own way on, taken to the end. */
import { expect, test } from 'vitest';
import {
  chooseNewPassword,
  codeFor,
  confirm,
  enter,
  forget,
  linkFor,
  newPassword,
  opened,
  otherThan,
  reachesCode,
  texts,
  titles,
} from '../../../scripts/drive/accounts.js';
import { alertOf, isTold, toolsOf } from '../../../scripts/drive/see.js';
import { useSite, type Reader } from '../../../scripts/drive/site.js';
import { signIn, type Tools } from '../../../scripts/drive/table.js';

const site = useSite();
const email = 'reader@example.org';
const quarter = 15 * 60;

/** A device at the code of a forgotten password. */
async function forgetting(): Promise<{ reader: Reader; tools: Tools }> {
  const at = await opened(site, '/password');
  await forget(at.tools, email);
  await reachesCode(at.reader, texts.byEmail);
  return at;
}
async function choosing(): Promise<{ reader: Reader; tools: Tools }> {
  const at = await forgetting();
  await enter(at.tools, await codeFor(site.demo, email));
  await at.reader.reaches(titles.newPassword.en);
  return at;
}
/** Sets the password from the code on. */
async function finishes({ reader, tools }: { reader: Reader; tools: Tools }): Promise<void> {
  await enter(tools, await codeFor(site.demo, email));
  await reader.reaches(titles.newPassword.en);
  await chooseNewPassword(tools);
  await reader.signedInAs(email);
}
/** A new start from the first form, which knows whom it is for. */
async function startsAgain(at: { reader: Reader; tools: Tools }): Promise<void> {
  await at.reader.reaches(titles.forgot.en);
  expect(await at.reader.form.getByLabel('E-mail address or user name').inputValue()).toBe(email);
  await at.tools.hands.press('Send code');
  await reachesCode(at.reader, texts.byEmail);
  await finishes(at);
}
/** The offer in the box, which carries the name over. */
async function signsIn({ reader, tools }: { reader: Reader; tools: Tools }): Promise<void> {
  await alertOf(reader).getByRole('link', { name: 'Sign in', exact: true }).click();
  await reader.reaches(titles.signIn.en);
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe(email);
  await signIn(tools, email, newPassword);
  await reader.signedInAs(email);
}

test('406: a wrong code is told to be checked or sent again, and the right one works', async () => {
  const at = await forgetting();
  const code = await codeFor(site.demo, email);
  await enter(at.tools, otherThan(code));
  await isTold(at.reader, 'This code is not correct. Check it or request a new one.');
  expect(await at.reader.form.getByLabel('Code').inputValue()).toBe(otherThan(code));
  await finishes(at);
});

test('408: a code that came too late leads to a new start', async () => {
  const at = await forgetting();
  const code = await codeFor(site.demo, email);
  await site.demo.advance(quarter + 1);
  await enter(at.tools, code);
  await isTold(at.reader, 'The time for this step is up. Start again.');
  await startsAgain(at);
});

test('412: a code that a link has used up leads to a new start', async () => {
  const at = await forgetting();
  const other = await site.device();
  await other.follow(await linkFor(site.demo, email));
  await other.reaches(titles.link.en);
  await toolsOf(site, other).hands.type('E-mail address or user name', email);
  await confirm(toolsOf(site, other));
  await other.reaches(titles.newPassword.en);
  await enter(at.tools, await codeFor(site.demo, email));
  await isTold(at.reader, 'You have already completed this step. Start again.');
  await startsAgain(at);
});

test('412: a link whose code was typed already says that it was used, and leads to a new start', async () => {
  await choosing();
  const link = await linkFor(site.demo, email);
  const other = await site.device();
  const there = { reader: other, tools: toolsOf(site, other) };
  await other.follow(link);
  await other.reaches(titles.link.en);
  await there.tools.hands.type('E-mail address or user name', email);
  await confirm(there.tools);
  await isTold(other, /This link has already been used or replaced by a newer one\. Sign in or start again\./);
  await startsAgain(there);
});

test('424: the link to a password that has been changed leads to the sign-in', async () => {
  const { reader, tools } = await choosing();
  const link = await linkFor(site.demo, email);
  await chooseNewPassword(tools);
  await reader.signedInAs(email);
  const other = await site.device();
  const there = { reader: other, tools: toolsOf(site, other) };
  await other.follow(link);
  await other.reaches(titles.link.en);
  await there.tools.hands.type('E-mail address or user name', email);
  await confirm(there.tools);
  await isTold(other, /Your password has already been changed\. Sign in with the new one\./);
  await signsIn(there);
});

test('401: a new password whose answer was lost has been set, and a second try leads to the sign-in', async () => {
  const at = await choosing();
  await site.demo.fault({ operation: 'passwordForgotten/resetPassword', lost: true });
  await chooseNewPassword(at.tools);
  await isTold(at.reader, /That did not work\./);
  await at.tools.hands.press('Try again');
  await isTold(at.reader, /Your password has already been changed\. Sign in with the new one\./);
  await signsIn(at);
});

test('403 and 412: a blocked account leads from the login to a new password, and from there to the merchant', async () => {
  const { reader, tools } = await opened(site, '/login');
  await site.demo.fault({ operation: 'login/verify', status: 403, errorCode: 20022 });
  await signIn(tools, email);
  await isTold(reader, /This account is blocked until you choose a new password\./);
  await alertOf(reader).getByRole('link', { name: 'Forgot your password?', exact: true }).click();
  await reader.reaches(titles.forgot.en);
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe(email);
  await tools.hands.press('Send code');
  await reachesCode(reader, texts.byEmail);
  await site.demo.fault({ operation: 'passwordForgotten/verifyToken', status: 412, errorCode: 20022 });
  await enter(tools, await codeFor(site.demo, email));
  await isTold(reader, /This account is blocked\. Please contact us\./);
  const offers = alertOf(reader).getByRole('link');
  expect(await offers.allInnerTexts()).toEqual(['Contact us']);
  expect(await offers.getAttribute('href')).toMatch(/^(mailto|https?):/);
});
