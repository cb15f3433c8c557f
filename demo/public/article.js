/** Fetches the rest of the article for readers who may read it. */
import { sessionState } from './site.js';

const rest = document.getElementById('rest');

const paragraph = (text) => {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
};

async function fill({ mayRead }) {
  if (!mayRead) {
    rest.replaceChildren();
    return;
  }
  try {
    const response = await fetch(rest.dataset.source);
    if (!response.ok) throw new Error(`Status ${response.status}`);
    rest.replaceChildren(...(await response.json()).map(paragraph));
  } catch {
    rest.replaceChildren(paragraph(rest.dataset.failed));
  }
}

document.addEventListener('site-session', ({ detail }) => fill(detail));
// `site-session` may have been fired before this script ran.
if (sessionState) fill(sessionState);
