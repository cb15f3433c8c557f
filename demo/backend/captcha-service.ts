/** A stand-in for the service of a captcha: its tokens count once, and it answers as Turnstile does. */
import type { CaptchaOptions, Fetch } from '../../src/gateway/index.js';

export interface CaptchaService {
  /** Whether the site asks for a captcha at each start. At first it does not. */
  isOn: boolean;
  /** For whoever has ticked the box. */
  issue(): string;
  /** Wraps the `fetch` of the gateway. */
  before(fetch: Fetch): Fetch;
  /** What the gateway is told of it. */
  options: CaptchaOptions;
}

const verifyUrl = 'https://captcha.invalid/siteverify';

export function createCaptchaService(secret: string): CaptchaService {
  const open = new Set<string>();
  async function verify(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    const isSecret = form.get('secret') === secret;
    const isRight = isSecret && open.delete(form.get('response') ?? '');
    const code = isSecret ? 'invalid-input-response' : 'invalid-input-secret';
    return Response.json({ success: isRight, 'error-codes': isRight ? [] : [code] });
  }
  return {
    isOn: false,
    issue() {
      const token = crypto.randomUUID();
      open.add(token);
      return token;
    },
    before: (fetch) => (request) => (request.url === verifyUrl ? verify(request) : fetch(request)),
    options: { provider: 'turnstile', secret, verifyUrl, when: 'always' },
  };
}
