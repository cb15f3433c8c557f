// A page of a publisher: two elements, one text of its own, and an event.
import { SsoSuccessEvent, addTexts } from 'sso-elements/login';
import 'sso-elements/register';

addTexts('en', { 'register.submit': 'Join now' });
document.addEventListener('sso-success', (event) => {
  document.body.dataset.success = String(event instanceof SsoSuccessEvent);
});
