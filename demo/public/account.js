/** The account page: shows the customer, and leads to the site's other address, if there is one. */
const link = document.querySelector('[data-join]');
const notice = document.getElementById('notice');

/** The gateway says so in the address where it could not take over a session of the other one. */
const hasFailed = new URLSearchParams(location.search).get('sso_join') === 'failed';

document.addEventListener('site-session', ({ detail: { signedIn, customer = {} } }) => {
  if (hasFailed && !signedIn) {
    notice.textContent = link?.dataset.failed ?? '';
    notice.hidden = false;
  }
  const details = { ...customer, name: [customer.firstName, customer.lastName].filter(Boolean).join(' ') };
  for (const element of document.querySelectorAll('[data-fact]')) {
    element.textContent = details[element.dataset.fact] ?? '';
    element.parentElement.hidden = !element.textContent;
  }
});

// Whoever came by an e-mail’s link to the consents returns to them.
if (location.hash === '#advertising') {
  const signIn = document.querySelector('[data-to-consents]');
  signIn.href = signIn.dataset.toConsents;
}

/** The frame of the vendor's self-service: absent with the hosted API. */
let frame = document.querySelector('iframe.self-service');
/** Whose self-service is in it. */
let shown;

/** Opens the frame for a reader, and empties it when somebody signs out: a page in it would stay. */
function frameFor(customer) {
  if (!frame || shown === customer) return;
  shown = customer;
  const next = frame.cloneNode();
  next.removeAttribute('src');
  if (customer !== undefined) next.src = next.dataset.source;
  frame.replaceWith(next);
  frame = next;
}
document.addEventListener('site-session', ({ detail: { signedIn, customer } }) =>
  frameFor(signedIn ? (customer?.id ?? '') : undefined),
);

if (link) {
  // Another of the demo's addresses: its gateway takes the session over from this one's.
  const other = new URL('/sso/session/join', location.href);
  other.hostname = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  document.querySelector('[data-other]').textContent = other.host;
  const page = new URL(location.href);
  page.searchParams.delete('sso_join');
  other.searchParams.set('from', location.origin);
  other.searchParams.set('returnUrl', page.pathname + page.search);
  link.href = other.href;
}
