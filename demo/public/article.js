/** Fetches the rest of the article for who may read it. */
const rest = document.getElementById('rest');

const paragraph = (text) => {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
};

document.addEventListener('site-session', async ({ detail }) => {
  if (!detail.reads) {
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
});
