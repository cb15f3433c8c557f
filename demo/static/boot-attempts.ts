/** How often this tab was reloaded without the worker responding. Each page that it renders sets this back to 0. */
import type { BootPage } from './start-worker.js';

const key = 'demo-boot-attempts';

export const bootAttempts: BootPage['attempts'] = {
  read: () => Number(sessionStorage.getItem(key) ?? 0),
  write: (count) => sessionStorage.setItem(key, String(count)),
};
