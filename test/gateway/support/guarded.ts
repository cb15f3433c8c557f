/** A gateway whose captcha is checked by a stand-in on a real socket, in front of a scripted hosted API. */
import type { CaptchaOptions, GatewayOptions } from '../../../src/gateway/index.js';
import { captchaSecret, type CaptchaService } from './captcha-service.js';
import { credentials, error, type Script, session, site, type Site, step } from './harness.js';
import { countingPort } from './limited.js';

/** The sender of every request. */
export const sender = '192.0.2.7';

const api: Script = {
  '/processes/login/verify': async (request) =>
    ((await request.json()) as { password: string }).password === credentials.password ? session() : error(403, 20005),
  '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN'),
  '/processes/passwordForgotten/resendToken': () => step('VERIFY_TOKEN'),
  '/processes/registration/start': () => step('EMAIL'),
  '/processes/registration/loginIdentifier/start': () => step('EMAIL'),
  // On to the stand-in, over its socket.
  '/siteverify': (request) => fetch(request),
};

export function guarded(
  service: Pick<CaptchaService, 'url'>,
  captcha: Partial<CaptchaOptions> = {},
  options: Partial<GatewayOptions> = {},
  script: Script = {},
): Site {
  const limits = countingPort(() => news.clock.now);
  const news: Site = site(
    { ...api, ...script },
    {
      captcha: { provider: 'turnstile', secret: captchaSecret, verifyUrl: service.url, when: 'always', ...captcha },
      limits,
      limitMode: 'enforce',
      ...options,
    },
  );
  return news;
}

/** Signs in, with or without a token. Returns the status, and the code of the problem or the kind of the answer. */
export async function signIn(of: Site, captcha?: string, more: object = {}): Promise<[number, string]> {
  const body = { ...credentials, ...(captcha !== undefined && { captcha }), ...more };
  const response = await of.request('POST', 'login/start', { body, env: { address: sender } });
  const { code, kind } = (await response.json()) as { code?: string; kind?: string };
  return [response.status, code ?? kind ?? ''];
}
