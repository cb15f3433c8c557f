/** `sso-elements/adopt`: no element, and in no other script. For the weeks after a launch. */
export { oldFrameSession, OldFrameSilent } from '../elements/page/old-frame.js';
export type { OldFrame } from '../elements/page/old-frame.js';
export { adoptSession } from '../elements/page/adopt-session.js';
export type { Adoption, AdoptOptions } from '../elements/page/adopt-session.js';
export type { Client, Reply } from '../client/client.js';
