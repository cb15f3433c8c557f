/** Fetches the rest of the article for who may read it. */
import { told } from './site.js';

const rest = document.getElementById('rest');

const paragraph = (text) => {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
};

async function fill({ reads }) {
  if (!reads) {
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
// The session may have been told before this script was there.
if (told) fill(told);
