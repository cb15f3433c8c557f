/** Preloaded into a gateway's process: its clock goes wrong by as many milliseconds as a file says. */
import { readFileSync } from 'node:fs';

const right = Date.now;
Date.now = () => right() + Number(readFileSync(process.env['TEST_CLOCK'], 'utf8'));
