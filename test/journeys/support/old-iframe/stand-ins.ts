/**
 * Stand-ins for the two scripts of the iframe that was here before, and for its frame. They have the names that publishers' pages show: the attributes
 * of the tag, `elementId`, `login()`, and the event `…LoginSuccess` with `detail.customerSession`. How the vendor's own ones keep a session, and
 * what passes between script and frame, nobody outside knows: here it is a cookie of another site, and a message.
 */

/** Older: `data-companyId`, which a browser reads in small letters. Newer: `frisbii_media.min.js` with `data-company-id`. */
export const scripts = {
  older: { path: '/older_sso.js', attribute: 'data-companyId', member: 'companyid', name: 'OlderStandIn' },
  newer: { path: '/frisbii_media.min.js', attribute: 'data-company-id', member: 'companyId', name: 'NewerStandIn' },
} as const;
export type FrameKind = keyof typeof scripts;

/** The cookie of the frame's own site. */
export const frameCookie = 'stand_in_session';

/** The script of a kind, from the frame's site. */
export const scriptOf = (kind: FrameKind): string => {
  const { member, name } = scripts[kind];
  return `(() => {
  const { src, dataset } = document.currentScript;
  const company = dataset.${member};
  const site = new URL(src).origin;
  class SSO {
    constructor(config) { this.config = config; }
    login() {
      const frame = document.createElement('iframe');
      frame.src = site + '/frame?company=' + company + '&from=' + encodeURIComponent(origin);
      addEventListener('message', (event) => {
        if (event.origin !== site || event.source !== frame.contentWindow) return;
        document.dispatchEvent(new CustomEvent('${name}LoginSuccess', { detail: { customerSession: event.data } }));
      });
      const shown = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      document.getElementById(this.config.elementId).append(frame);
      return shown;
    }
  }
  window.${name} = { SSO };
})();`;
};

/** The frame's page: it tells its page of the session that its cookie has, or shows its form. */
export const framePage = (session: string | undefined, from: string): string => {
  const told =
    session === undefined
      ? ''
      : `<script>parent.postMessage(${JSON.stringify(session)}, ${JSON.stringify(from)});</script>`;
  return `<!doctype html><title>Stand-in</title>${told || '<form><input name="email"><input name="password"></form>'}`;
};

/** The publisher's page after the launch, as the guide says: the old script is loaded where there is something to take over. */
export const launchScript = (kind: FrameKind, site: string): string => {
  const { path, attribute, name } = scripts[kind];
  return `import { adoptSession, oldFrameSession } from '/assets/adopt.js';

async function startOldFrame() {
  const script = document.createElement('script');
  script.src = '${site}${path}';
  script.setAttribute('${attribute}', 'COMPANY');
  const loaded = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
  document.head.append(script);
  await loaded;
  await new window.${name}.SSO({ elementId: 'old-frame' }).login();
}
document.body.dataset.adoption = await adoptSession({
  async transferToken(signal) {
    const event = '${name}LoginSuccess';
    const session = await oldFrameSession({ event, start: startOldFrame, wait: 500, signal });
    const response = await fetch('/old-session/transfer-token', { method: 'POST', body: session, signal });
    if (response.status === 204) return undefined;
    if (!response.ok) throw new Error('try again later');
    return response.text();
  },
});
`;
};
