/** Updates the inbox every second while the page is visible. */
const language = document.documentElement.lang;
const time = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Berlin',
});
const lists = Object.fromEntries(
  ['codes', 'messages', 'consents'].map((name) => [name, document.getElementById(name)]),
);
const words = { ...lists.messages.dataset, ...lists.consents.dataset };
let shown = '';

/** Returns the texts of an entry, by the name of their `data-fill` place. */
const textsOf = (entry) => ({
  ...entry,
  channel: words[entry.channel],
  at: entry.at && time.format(new Date(entry.at)),
  choice: entry.choice ? words.agreed : words.notAgreed,
  stored: entry.stored ? words.stored : words.notStored,
});

/** Renders an entry from the template of its kind. */
function entryOf(kind, entry) {
  const item = document.getElementById(`${kind}-entry`).content.cloneNode(true);
  const texts = textsOf(entry);
  for (const place of item.querySelectorAll('[data-fill]')) {
    const key = place.dataset.fill;
    if (key !== 'url') place.textContent = texts[key] ?? '';
    if (key === 'url' && entry.url) place.href = entry.url;
    if (key === 'at') place.dateTime = entry.at;
  }
  for (const part of item.querySelectorAll('[data-part]')) part.hidden = !entry[part.dataset.part];
  return item;
}

function render(name, entries) {
  lists[name].replaceChildren(...entries.map((entry) => entryOf(entry.phase ?? name, entry)));
  document.querySelector(`[data-empty=${name}]`).hidden = entries.length > 0;
}

async function fetchJson(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`Status ${response.status}`);
  return response.json();
}

async function refresh() {
  let entries, consents;
  try {
    [entries, consents] = await Promise.all([fetchJson('/simulator/inbox'), fetchJson('/simulator/consents')]);
  } catch {
    // Without an answer, the page stays as it is.
    return;
  }
  const codes = entries.filter(({ channel }) => channel === 'authenticator');
  const key = JSON.stringify([entries.map(({ secondsLeft, ...entry }) => entry), consents]);
  if (key !== shown) {
    // Rendered again only if something changed, so that a selection or focus in the lists survives.
    render('codes', codes);
    render('messages', entries.filter(({ channel }) => channel !== 'authenticator').reverse());
    render('consents', consents.reverse());
    shown = key;
    return;
  }
  for (const [index, place] of lists.codes.querySelectorAll('[data-fill=secondsLeft]').entries()) {
    place.textContent = String(codes[index].secondsLeft);
  }
}

const tick = async () => {
  if (!document.hidden) await refresh();
  setTimeout(tick, 1000);
};
await tick();
