/** `boot.js`, the only script of a pre-rendered page. */
import { boot } from './boot.js';
import { tries } from './tries.js';

const show = (name: string, shown: boolean): void => {
  for (const element of document.querySelectorAll<HTMLElement>(`[data-boot=${name}]`)) element.hidden = !shown;
};

let isLeft = false;
addEventListener('beforeunload', () => (isLeft = true));
void boot({
  workers: (navigator as Partial<Navigator>).serviceWorker,
  tries,
  isLeft: () => isLeft,
  reload: () => location.reload(),
  refuse() {
    show('starting', false);
    show('refused', true);
  },
});
