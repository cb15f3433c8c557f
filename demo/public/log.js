/** The event log: what a publisher's analytics would get of the elements, kept over the pages of this tab. */
const names = ['ready', 'step', 'submit', 'problem', 'success', 'session', 'navigate', 'settings-saved'];
/** Characters of a member that are shown: the settings are long. */
const longest = 200;
const key = 'site-events';
const most = 100;
const log = document.getElementById('events');
const list = log.querySelector('ol');
const count = log.querySelector('[data-count]');

const kept = () => JSON.parse(sessionStorage.getItem(key) ?? '[]');

/** Every member that an event has of its own, so that one that is added is seen, too. */
const membersOf = (event) =>
  Object.keys(event)
    .filter((member) => member !== 'isTrusted' && event[member] !== undefined)
    .map((member) => {
      const value = event[member];
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return [member, text.length > longest ? `${text.slice(0, longest)}…` : text];
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
  const events = kept();
  count.textContent = String(events.length);
  list.replaceChildren(...events.toReversed().map(line));
}

for (const name of names) {
  document.addEventListener(`sso-${name}`, (event) => {
    const entry = { at: new Date().toISOString(), type: event.type, details: membersOf(event) };
    sessionStorage.setItem(key, JSON.stringify([...kept(), entry].slice(-most)));
    show();
  });
}
log.querySelector('button').addEventListener('click', () => {
  sessionStorage.removeItem(key);
  show();
});
show();
