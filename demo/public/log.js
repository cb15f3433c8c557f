/** The event log: the elements' events, as a publisher's analytics would receive them, kept across the pages of this tab. */
const names = ['ready', 'step', 'submit', 'problem', 'success', 'session', 'navigate', 'settings-saved'];
/** Longest text of a member, in characters: settings are long. */
const maxLength = 200;
const key = 'site-events';
const maxEvents = 100;
const log = document.getElementById('events');
const list = log.querySelector('ol');
const count = log.querySelector('[data-count]');

const readEvents = () => JSON.parse(sessionStorage.getItem(key) ?? '[]');

/** Returns every own member of an event, so that a new one shows up, too. */
const membersOf = (event) =>
  Object.keys(event)
    .filter((member) => member !== 'isTrusted' && event[member] !== undefined)
    .map((member) => {
      const value = event[member];
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return [member, text.length > maxLength ? `${text.slice(0, maxLength)}…` : text];
    });

const line = ({ at, type, details }) => {
  const item = document.createElement('li');
  const time = document.createElement('time');
  time.dateTime = at;
  const { lang } = document.documentElement;
  time.textContent = new Date(at).toLocaleTimeString(lang === 'en' ? 'en-GB' : lang);
  const name = document.createElement('b');
  name.textContent = type;
  item.append(time, ' ', name, ' ', details.map(([member, value]) => `${member}: ${value}`).join(', '));
  return item;
};

/** Newest first. */
function show() {
  const events = readEvents();
  count.textContent = String(events.length);
  list.replaceChildren(...events.toReversed().map(line));
}

for (const name of names) {
  document.addEventListener(`sso-${name}`, (event) => {
    const entry = { at: new Date().toISOString(), type: event.type, details: membersOf(event) };
    sessionStorage.setItem(key, JSON.stringify([...readEvents(), entry].slice(-maxEvents)));
    show();
  });
}
log.querySelector('button').addEventListener('click', () => {
  sessionStorage.removeItem(key);
  show();
});
show();
