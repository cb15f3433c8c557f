/** Directories that a test run writes to; all ignored by git. */
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const root: string = at('');
/** Where tests leave every request and response between gateway and simulator, one JSON file each or more. */
export const exchangesDir: string = process.env['SSO_EXCHANGES'] ?? at('.tmp/exchanges');
/** What the folders below it begin with that hold the exchanges of a demo: its gateway's own calls. */
export const demoExchanges = 'demo-';
/** Files that the browser project serves from `/`. */
export const publicDir: string = at('.tmp/public');
