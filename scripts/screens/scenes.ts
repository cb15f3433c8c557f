/** Every scene, in the order of the gallery. */
import { demoScenes } from './demo-scenes.js';
import { loginScenes } from './login-scenes.js';
import { processScenes } from './process-scenes.js';
import { registrationScenes } from './registration-scenes.js';
import type { Scene } from './scene.js';
import { settingsScenes } from './settings-scenes.js';

export const scenes: readonly Scene[] = [
  ...loginScenes,
  ...registrationScenes,
  ...processScenes,
  ...settingsScenes,
  ...demoScenes,
];
