/** The account's page: says whom the session is of, and takes it to the site's other address, where there is one. */
const session = document.querySelector('sso-session');
const button = document.querySelector('[data-transfer]');
const notice = document.getElementById('notice');

document.addEventListener('site-session', ({ detail: { customer = {} } }) => {
  const facts = { ...customer, name: [customer.firstName, customer.lastName].filter(Boolean).join(' ') };
  for (const place of document.querySelectorAll('[data-fact]')) {
    place.textContent = facts[place.dataset.fact] ?? '';
    place.parentElement.hidden = !place.textContent;
  }
});

if (button) {
  // One of the addresses under which the demo answers, and not this one.
  const other = new URL(location.href);
  other.hostname = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  document.querySelector('[data-other]').textContent = other.host;
  button.addEventListener('click', async () => {
    const problem = await session.transfer(other.origin, location.pathname + location.search);
    if (!problem) return;
    notice.textContent = button.dataset.failed;
    notice.hidden = false;
  });
}
