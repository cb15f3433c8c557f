/** The search for secrets after each test: it knows what a page asked for until it was closed. */
import { test } from 'vitest';
import { useSite } from '../support/use-site.js';

const site = useSite();

test('What a page still asks for when its test has ended is recorded', async () => {
  const reader = await site.device();
  await reader.open('/');
  await reader.page.evaluate(() => {
    let asked = 0;
    // A different address each time: only what came last is not yet recorded.
    const ask = (): Promise<void> => fetch(`/article?asked=${++asked}`).then(ask);
    for (let each = 0; each < 6; each += 1) void ask();
  });
  await reader.page.waitForResponse(/asked=20$/);
});
