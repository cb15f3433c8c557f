'use client';

import { Fragment, createElement } from 'react';
import { SsoSuccessEvent, addTexts } from 'sso-elements/login';
import { SsoLogin, SsoRegister } from 'sso-elements/react';

addTexts('en', { 'register.submit': 'Join now' });

const onSsoSuccess = (event) => {
  document.body.dataset.success = String(event instanceof SsoSuccessEvent);
};

// The elements are in what Node renders; their handlers are there once React has taken that over.
export default function Page() {
  const given = { endpoint: '/sso', connectLink: 'hidden', onSsoSuccess };
  return createElement(Fragment, null, createElement(SsoRegister, given), createElement(SsoLogin, given));
}
