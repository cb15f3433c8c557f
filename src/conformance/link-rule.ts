/** Where a mailed link lands. */
import assert from 'node:assert/strict';
import { type Ask, isProblem } from './ask.js';

const navigation = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };

/** A link leads on to a page of the site, whatever it names, and only a navigation may follow it. */
export const leadsOn = async (ask: Ask): Promise<void> => {
  for (const process of ['registration', 'password-forgotten']) {
    const path = `link/${process}?page=${encodeURIComponent('https://elsewhere.example/')}&sso_seal=x&token=t0&code=c0`;
    const { status, headers, text } = await ask('GET', path, { headers: navigation, declared: false });
    assert.deepEqual([status, text], [303, '']);
    const target = new URL(headers.get('location') ?? '', 'https://here.example');
    assert.equal(target.origin, 'https://here.example');
    assert.deepEqual([...target.searchParams.entries()], [['sso_link', process]]);
    assert.match(headers.get('cache-control') ?? '', /no-store/);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    const script = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' };
    isProblem(await ask('GET', path, { headers: script, declared: false }), 403, 'request-refused');
  }
};
