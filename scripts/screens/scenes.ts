/** Every scene, in the order of the gallery. */
import { demoScenes } from './demo.js';
import { loginScenes } from './login.js';
import { processesScenes } from './processes.js';
import { registrationScenes } from './registration.js';
import type { Scene } from './scene.js';
import { settingsScenes } from './settings.js';

export const scenes: readonly Scene[] = [
  ...loginScenes,
  ...registrationScenes,
  ...processesScenes,
  ...settingsScenes,
  ...demoScenes,
];
/** Where the pictures are. */
export const directory = 'docs/screens';
