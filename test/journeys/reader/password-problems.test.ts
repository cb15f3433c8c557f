/** What can go wrong on the way to a new password: each status of the contract with its own text, and its own way on, taken to the end. */
import { expect, test } from 'vitest';
import {
  chooseNewPassword,
  confirmLink,
  newPassword,
  requestPasswordCode,
  submitCode,
} from '../../../scripts/drive/account-forms.js';
import { codeFor, linkFor, otherThan } from '../../../scripts/drive/inbox.js';
import { openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import { alertOf, waitForAlert } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import type { ReaderTools } from '../../../scripts/drive/reader-tools.js';

const site = useSite();
const email = 'reader@example.org';
const quarter = 15 * 60;

/** A device at the code of a forgotten password. */
async function forgetting(): Promise<{ reader: Reader; tools: ReaderTools }> {
  const at = await openAs(site, '/password');
  await requestPasswordCode(at.tools, email);
  await waitForCodeStep(at.reader, accountTexts.byEmail);
  return at;
}
async function choosing(): Promise<{ reader: Reader; tools: ReaderTools }> {
  const at = await forgetting();
  await submitCode(at.tools, await codeFor(site.demo, email));
  await at.reader.reaches(accountHeadings.newPassword.en);
  return at;
}
/** Sets the password from the code on. */
async function finishes({ reader, tools }: { reader: Reader; tools: ReaderTools }): Promise<void> {
  await submitCode(tools, await codeFor(site.demo, email));
  await reader.reaches(accountHeadings.newPassword.en);
  await chooseNewPassword(tools);
  await reader.signedInAs(email);
}
/** A new start from the first form, which knows whom it is for. */
async function startsAgain(at: { reader: Reader; tools: ReaderTools }): Promise<void> {
  await at.reader.reaches(accountHeadings.forgot.en);
  expect(await at.reader.form.getByLabel('E-mail address or user name').inputValue()).toBe(email);
  await at.tools.driver.press('Send code');
  await waitForCodeStep(at.reader, accountTexts.byEmail);
  await finishes(at);
}
/** The offer in the box, which carries the name over. */
async function signsIn({ reader, tools }: { reader: Reader; tools: ReaderTools }): Promise<void> {
  await alertOf(reader).getByRole('link', { name: 'Sign in', exact: true }).click();
  await reader.reaches(accountHeadings.signIn.en);
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe(email);
  await signIn(tools, email, newPassword);
  await reader.signedInAs(email);
}

test('406: a wrong code is told to be checked or sent again, and the right one works', async () => {
  const at = await forgetting();
  const code = await codeFor(site.demo, email);
  await submitCode(at.tools, otherThan(code));
  await waitForAlert(at.reader, 'This code is not correct. Check it or request a new one.');
  expect(await at.reader.form.getByLabel('Code').inputValue()).toBe(otherThan(code));
  await finishes(at);
});

test('408: a code that came too late leads to a new start', async () => {
  const at = await forgetting();
  const code = await codeFor(site.demo, email);
  await site.demo.advance(quarter + 1);
  await submitCode(at.tools, code);
  await waitForAlert(at.reader, 'The time for this step is up. Start again.');
  await startsAgain(at);
});

test('412: a code that a link has used up leads to a new start', async () => {
  const at = await forgetting();
  const other = await site.device();
  await other.follow(await linkFor(site.demo, email));
  await other.reaches(accountHeadings.link.en);
  await toolsFor(site, other).driver.type('E-mail address or user name', email);
  await confirmLink(toolsFor(site, other));
  await other.reaches(accountHeadings.newPassword.en);
  await submitCode(at.tools, await codeFor(site.demo, email));
  await waitForAlert(at.reader, 'You have already completed this step. Start again.');
  await startsAgain(at);
});

test('412: a link whose code was typed already says that it was used, and leads to a new start', async () => {
  await choosing();
  const link = await linkFor(site.demo, email);
  const other = await site.device();
  const there = { reader: other, tools: toolsFor(site, other) };
  await other.follow(link);
  await other.reaches(accountHeadings.link.en);
  await there.tools.driver.type('E-mail address or user name', email);
  await confirmLink(there.tools);
  await waitForAlert(other, /This link has already been used or replaced by a newer one\. Sign in or start again\./);
  await startsAgain(there);
});

test('424: the link to a password that has been changed leads to the sign-in', async () => {
  const { reader, tools } = await choosing();
  const link = await linkFor(site.demo, email);
  await chooseNewPassword(tools);
  await reader.signedInAs(email);
  const other = await site.device();
  const there = { reader: other, tools: toolsFor(site, other) };
  await other.follow(link);
  await other.reaches(accountHeadings.link.en);
  await there.tools.driver.type('E-mail address or user name', email);
  await confirmLink(there.tools);
  await waitForAlert(other, /Your password has already been changed\. Sign in with the new one\./);
  await signsIn(there);
});

test('401: a new password whose answer was lost has been set, and a second try leads to the sign-in', async () => {
  const at = await choosing();
  await site.demo.fault({ operation: 'passwordForgotten/resetPassword', lost: true });
  await chooseNewPassword(at.tools);
  await waitForAlert(at.reader, /That did not work\./);
  await at.tools.driver.press('Try again');
  await waitForAlert(at.reader, /Your password has already been changed\. Sign in with the new one\./);
  await signsIn(at);
});

test('403 and 412: a blocked account leads from the login to a new password, and from there to the merchant', async () => {
  const { reader, tools } = await openAs(site, '/login');
  await site.demo.fault({ operation: 'login/verify', status: 403, errorCode: 20022 });
  await signIn(tools, email);
  await waitForAlert(reader, /These details do not match, or you need a new password\./);
  await alertOf(reader).getByRole('link', { name: 'Forgot your password?', exact: true }).click();
  await reader.reaches(accountHeadings.forgot.en);
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe(email);
  await tools.driver.press('Send code');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await site.demo.fault({ operation: 'passwordForgotten/verifyToken', status: 412, errorCode: 20022 });
  await submitCode(tools, await codeFor(site.demo, email));
  await waitForAlert(reader, /This account is blocked\. Please contact us\./);
  const offers = alertOf(reader).getByRole('link');
  expect(await offers.allInnerTexts()).toEqual(['Contact us']);
  expect(await offers.getAttribute('href')).toMatch(/^(mailto|https?):/);
});
