/** Every scene, in the order of the gallery. */
import { demoScenes } from './screens-demo.js';
import { loginScenes } from './screens-login.js';
import { processesScenes } from './screens-processes.js';
import { registrationScenes } from './screens-registration.js';
import type { Scene } from './screens-scene.js';
import { settingsScenes } from './screens-settings.js';

export const scenes: readonly Scene[] = [
  ...loginScenes,
  ...registrationScenes,
  ...processesScenes,
  ...settingsScenes,
  ...demoScenes,
];
/** Where the pictures are. */
export const directory = 'docs/screens';
