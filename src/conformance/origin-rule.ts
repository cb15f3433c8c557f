/** From which pages a change counts. */
import assert from 'node:assert/strict';
import { type Ask, isProblem } from './ask.js';
import { eachBody, eachChange, flow } from './changes.js';

/** With fetch metadata, and from a browser that sends none. */
const browsers: readonly Record<string, string | undefined>[] = [{}, { 'Sec-Fetch-Site': undefined }];
/** Pages that are nobody's of this site, among them some whose origin begins or ends like its own. */
const foreign = (own: string): string[] => [
  'https://elsewhere.example',
  `${own}.elsewhere.example`,
  `https://elsewhere.example/${own}`,
  `https://elsewhere.example, ${own}`,
  new URL(own).host,
];

/**
 * `Sec-Fetch-Site` says no more than that page and address have the same origin, which a foreign name that points at the server has, too. So a
 * foreign `Origin` is refused beside it, and so is a change with no sign at all of where it comes from. The site's own pages are served.
 */
export const originCounts = async (ask: Ask, own: string): Promise<void> => {
  for (const browser of browsers) {
    for (const Origin of foreign(own))
      await eachChange(async (method, path, body) => {
        isProblem(await ask(method, path, { headers: { ...browser, Origin }, body }), 403, 'request-refused');
      });
    for (const path of ['session', `flow?flow=${flow}`]) {
      const { status, body } = await ask('DELETE', path, { headers: browser });
      assert.deepEqual([status, body], [200, { kind: 'done' }], 'a page of this site may change something');
    }
    // Let in, and refused for what is not in it.
    await eachBody(async (path) => {
      isProblem(await ask('POST', path, { headers: browser, body: {} }), 400, 'invalid-request');
    });
  }
  await eachChange(async (method, path, body) => {
    const headers = { 'Sec-Fetch-Site': undefined, Origin: undefined };
    isProblem(await ask(method, path, { headers, body }), 403, 'request-refused');
  });
};
