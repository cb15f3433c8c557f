/** A stand-in for the service of a captcha, on a real socket: it answers by the token, and takes none twice. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  path: string | undefined;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
  /** The token. */
  token: string;
}

export interface CaptchaService {
  url: string;
  asked: Asked[];
  close(): void;
}

export const captchaSecret = 'SECRET-OF-THE-CAPTCHA-77';

const tokenOf = (text: string, type = ''): string =>
  type.startsWith('application/json')
    ? (JSON.parse(text) as { response: string }).response
    : (new URLSearchParams(text).get('response') ?? '');

/** Answers as reCAPTCHA, hCaptcha and Turnstile do: `good…` is right, once; anything else is wrong. */
export function siteverify(used = new Set<string>()): (token: string) => object {
  return (token) => {
    const isDuplicate = used.has(token);
    used.add(token);
    if (!token.startsWith('good')) return { success: false, 'error-codes': ['invalid-input-response'] };
    if (isDuplicate) return { success: false, 'error-codes': ['timeout-or-duplicate'] };
    return { success: true, hostname: 'news.example.org', action: 'sign-in', score: 0.7, challenge_ts: '2026-05-04' };
  };
}

type Answer = (token: string, response: ServerResponse) => object | undefined;

/** `answer` returns JSON to send, or has answered by itself. */
export async function captchaService(answer: Answer = siteverify()): Promise<CaptchaService> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (more: string) => (text += more));
    request.on('end', () => {
      const token = tokenOf(text, request.headers['content-type']);
      asked.push({ path: request.url, headers: request.headers, text, token });
      const found = answer(token, response);
      if (found) response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(found));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/siteverify`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
