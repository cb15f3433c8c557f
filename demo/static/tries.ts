/** How often this tab was loaded anew without the worker answering; forgotten by each page that it answers. */
import type { Page } from './boot.js';

const key = 'demo-tries';

export const tries: Page['tries'] = {
  read: () => Number(sessionStorage.getItem(key) ?? 0),
  write: (count) => sessionStorage.setItem(key, String(count)),
};
