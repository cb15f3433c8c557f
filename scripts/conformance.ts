/**
 * Tells whether the endpoint at an address keeps the browser's protocol: `tsx scripts/conformance.ts BASE_URL`; with
 * `--settings` the settings protocol, as the editor whom the cookies in `SSO_COOKIE` sign in: that saves the number of
 * parallel logins, and puts it back. With `SSO_READER` (`identifier:password`) it signs in once. Nothing else is changed.
 */
import { conformance } from './conformance/conformance.js';
import { settingsConformance } from './conformance/settings-rules.js';

const args = process.argv.slice(2);
const isSettings = args.includes('--settings');
const [baseUrl] = args.filter((each) => !each.startsWith('--'));
if (!baseUrl || !URL.canParse(baseUrl)) {
  console.error('Usage: tsx scripts/conformance.ts BASE_URL, as https://www.example.org/sso');
  console.error('       SSO_COOKIE=… tsx scripts/conformance.ts --settings https://www.example.org/sso-settings');
  process.exit(2);
}
const cookie = process.env['SSO_COOKIE'];
const [identifier, ...password] = (process.env['SSO_READER'] ?? '').split(':');
const findings = isSettings
  ? await settingsConformance(baseUrl, undefined, cookie ? { Cookie: cookie } : {})
  : await conformance(baseUrl, undefined, identifier ? { identifier, password: password.join(':') } : undefined);
for (const { rule, fault } of findings) console.log(fault ? `FAILED  ${rule}\n        ${fault}` : `kept    ${rule}`);
const failed = findings.filter(({ fault }) => fault).length;
console.log(`${findings.length - failed} kept, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
