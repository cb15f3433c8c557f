import { css, html, nothing } from 'lit';
import { hasMarker } from '../../client/markers.js';
import { msg, str } from '../../locales/messages.js';
import { page } from '../../shared/page.js';
import { SsoConsentEvent } from '../events/consent-event.js';
import { SsoProblemEvent } from '../events/flow-events.js';
import { SessionChannelController } from './session-channel-controller.js';

/** What the part of the consents is made with: passed to it, as the tools of the screens are to those. */
export const consentsKit = {
  css,
  html,
  nothing,
  msg,
  str,
  page,
  hasMarker,
  SessionChannelController,
  SsoConsentEvent,
  SsoProblemEvent,
};
export type ConsentsKit = typeof consentsKit;
