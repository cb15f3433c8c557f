/** What the machine lacks for an engine. */
import { findLightBrowser } from '../run/browser.js';
import { findFirefox } from '../run/engine.js';
import { findProgram } from '../run/programs.js';
import { findRedis } from '../run/redis.js';
import { findNginx } from './nginx.js';
import type { Part } from './parts.js';
import { missingForWebKit } from './webkit-programs.js';

/** Debian's packages that an engine needs and that are not there. */
export const missingPackages: Readonly<Record<Part['engine'], () => string[]>> = {
  chromium: () => [...(findLightBrowser() ? [] : ['chromium']), ...(findProgram('openssl') ? [] : ['openssl'])],
  firefox: () => (findFirefox() ? [] : ['firefox-esr']),
  webkit: () => [...missingForWebKit(), ...(findProgram('openssl') ? [] : ['openssl'])],
  nginx: () => [...(findNginx() ? [] : ['nginx']), ...(findProgram('openssl') ? [] : ['openssl'])],
  redis: () => [
    ...(findRedis() && findProgram('redis-cli') ? [] : ['redis-server']),
    ...(findNginx() ? [] : ['nginx']),
    ...(findProgram('openssl') ? [] : ['openssl']),
  ],
  deploy: () => [
    ...(findNginx() ? [] : ['nginx']),
    ...(findProgram('caddy') ? [] : ['caddy']),
    ...(findProgram('systemd-analyze') ? [] : ['systemd']),
    ...(findProgram('openssl') ? [] : ['openssl']),
  ],
  npm: () => [],
};
