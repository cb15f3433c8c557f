/** Tells whether the endpoint at an address keeps the browser's protocol: `tsx scripts/conformance.ts BASE_URL`. */
import { conformance } from '../test/conformance/conformance.js';

const [baseUrl] = process.argv.slice(2);
if (!baseUrl || !URL.canParse(baseUrl)) {
  console.error('Usage: tsx scripts/conformance.ts BASE_URL, as https://www.example.org/sso');
  process.exit(2);
}
const findings = await conformance(baseUrl);
for (const { rule, fault } of findings) console.log(fault ? `FAILED  ${rule}\n        ${fault}` : `kept    ${rule}`);
const failed = findings.filter(({ fault }) => fault).length;
console.log(`${findings.length - failed} kept, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
