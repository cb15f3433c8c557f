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
    setInterval(() => void fetch(`/article?asked=${++asked}`), 1);
  });
  await reader.page.waitForResponse(/asked=20$/);
});
