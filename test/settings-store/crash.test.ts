import { expect, test } from 'vitest';
import { crash } from '../deep/crash.js';

test('two processes killed in the middle of writing leave whole versions, and lose no save', async () => {
  const { versions } = await crash(20_260_101, 16);
  expect(versions).toBeGreaterThan(1);
}, 120_000);
