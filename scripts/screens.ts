/**
 * `npm run screens`: takes a picture of every screen of the demo, with a page that shows them. Where they go and how to take only
 * some: docs/pictures.md.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './drive/chromium.js';
import { startDemo } from './drive/demo.js';
import { startStaticDemo } from './drive/static-demo.js';
import { chooseShots } from './screens/choice.js';
import { gallery } from './screens/gallery.js';
import { scenes } from './screens/scenes.js';
import { take } from './screens/shoot.js';

const { out, shots, all } = chooseShots(process.argv.slice(2), scenes, process.env);
const pictures = (): string[] => readdirSync(out).filter((file) => file.endsWith('.webp'));

const failures: unknown[] = [];

mkdirSync(out, { recursive: true });
if (all) for (const file of pictures()) rmSync(join(out, file));
const [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
try {
  // Later than the other one: both build what is stale.
  const site = shots.some(({ scene }) => scene.isStatic) ? await startStaticDemo() : undefined;
  try {
    for (const { scene, language, look, file } of shots)
      try {
        writeFileSync(join(out, file), await take({ browser, demo, site }, scene, language, look));
      } catch (error) {
        failures.push(error);
        console.error(error);
      }
  } finally {
    await site?.close();
  }
} finally {
  await Promise.all([demo.stop(), browser.close()]);
  writeFileSync(join(out, 'index.html'), gallery(scenes, new Set(pictures())));
}
console.log(`${shots.length - failures.length} pictures: ${join(out, 'index.html')}`);
if (failures.length > 0) throw new Error(`${failures.length} pictures could not be taken`);
