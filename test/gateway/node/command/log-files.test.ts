/** The files of consents and of the audit: the check of the settings refuses what the start would, and all of it at once. */
import { chmodSync, existsSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { openConsentLog } from '../../../../src/gateway/node/consents/consent-log.js';
import { readSettings } from '../../../../src/gateway/node/command/read-settings.js';
import { logFolder } from '../consents/support/log-folder.js';

const env = {
  SSO_API_URL: 'https://api.example.net/api/v3.0',
  SSO_API_TOKEN: 'token',
  SSO_ORIGINS: 'https://news.example.org',
  SSO_SECRETS: 'mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a',
};
const faultsOf = (more: Readonly<Record<string, string>>) => readSettings(['--check'], { ...env, ...more }).faults;

function file(mode: number): string {
  const { file: path } = logFolder();
  writeFileSync(path, '');
  chmodSync(path, mode);
  return path;
}
function inFolder(mode: number): string {
  const { file: path } = logFolder();
  chmodSync(dirname(path), mode);
  return path;
}
function folder(): string {
  const { file: path } = logFolder();
  mkdirSync(path);
  return path;
}

const variables = ['SSO_CONSENT_LOG', 'SSO_AUDIT_LOG'];
const refused = [
  ['a folder in its place', folder, /is no regular file/],
  ['a file that everybody can write to', () => file(0o666), /its file can be written to by everybody \(mode 0666\)/],
  ['a folder that everybody can write to', () => inFolder(0o777), /its folder can be written to by everybody/],
  [
    'a shared folder for what is passing',
    () => inFolder(0o1777),
    /its folder can be written to by everybody \(mode 01777\)/,
  ],
  ['no folder', () => join(logFolder().file, 'none', 'x'), /(consents|events) cannot be written there \(ENOENT\)/],
  [
    'a file in place of the folder',
    () => join(file(0o600), 'x'),
    /(consents|events) cannot be written there \(ENOTDIR\)/,
  ],
] as const;

test.each(variables.flatMap((variable) => refused.map(([name, make, why]) => [variable, name, make, why] as const)))(
  '%s: %s is refused by the check as by the start',
  async (variable, _name, make, why) => {
    const path = make();
    const [found, ...more] = faultsOf({ [variable]: path });
    expect(found).toMatch(why);
    expect(found?.startsWith(`${variable}: `)).toBe(true);
    expect(more).toEqual([]);
    await expect(openConsentLog(path, () => undefined)).rejects.toThrow();
  },
);

test.each(variables)('%s: what the start takes is right, and nothing is made', (variable) => {
  const { file: absent } = logFolder();
  for (const path of [absent, file(0o600), file(0o644), file(0o660)])
    expect(faultsOf({ [variable]: path })).toEqual([]);
  expect(existsSync(absent)).toBe(false);
});

test('faults of both files and of others are said at once', () => {
  expect(faultsOf({ SSO_CONSENT_LOG: folder(), SSO_AUDIT_LOG: file(0o666), PORT: 'x' })).toHaveLength(3);
});

const isOne = 'SSO_AUDIT_LOG: must not be the file of consentLog';
test('one file is one by whatever path', () => {
  const { folder: own, file: path } = logFolder();
  const [link, hard, linked] = ['link', 'hard', 'linked'].map((name) => join(own, name));
  symlinkSync(own, linked!);
  // There is no file yet.
  for (const other of [path, relative('.', path), `${own}/./consents.jsonl`, join(linked!, 'consents.jsonl')])
    expect(faultsOf({ SSO_CONSENT_LOG: path, SSO_AUDIT_LOG: other }), other).toEqual([isOne]);
  writeFileSync(path, '', { mode: 0o600 });
  symlinkSync(path, link!);
  linkSync(path, hard!);
  for (const other of [link!, hard!])
    expect(faultsOf({ SSO_CONSENT_LOG: path, SSO_AUDIT_LOG: other })).toEqual([isOne]);
  expect(faultsOf({ SSO_CONSENT_LOG: path, SSO_AUDIT_LOG: join(own, 'audit.jsonl') })).toEqual([]);
});
