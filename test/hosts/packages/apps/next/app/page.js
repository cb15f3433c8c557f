'use client';

import { Fragment, createElement, useEffect } from 'react';
import { SsoSuccessEvent, addTexts } from 'sso-elements/login';
import 'sso-elements/register';

addTexts('en', { 'register.submit': 'Join now' });

export default function Page() {
  useEffect(() => {
    const note = (event) => {
      document.body.dataset.success = String(event instanceof SsoSuccessEvent);
    };
    document.addEventListener('sso-success', note);
    return () => document.removeEventListener('sso-success', note);
  }, []);
  return createElement(Fragment, null, createElement('sso-register'), createElement('sso-login'));
}
