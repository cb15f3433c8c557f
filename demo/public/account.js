/** The account page: shows the customer, and transfers the session to the site's other address, if there is one. */
const session = document.querySelector('sso-session');
const button = document.querySelector('[data-transfer]');
const notice = document.getElementById('notice');

document.addEventListener('site-session', ({ detail: { customer = {} } }) => {
  const details = { ...customer, name: [customer.firstName, customer.lastName].filter(Boolean).join(' ') };
  for (const element of document.querySelectorAll('[data-fact]')) {
    element.textContent = details[element.dataset.fact] ?? '';
    element.parentElement.hidden = !element.textContent;
  }
});

if (button) {
  // Another of the demo's addresses.
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
