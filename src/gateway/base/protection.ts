/** Headers of every answer. */

/**
 * None is a page, a frame or a part of another site, and none is kept on its way. `base-uri` and `form-action` are not covered by `default-src`.
 * `X-Frame-Options`: for what does not know the policy.
 */
export const protection = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
} as const;

/** Adds the headers that an answer does not have by itself. Returns it. */
export function protect(response: Response): Response {
  for (const [name, value] of Object.entries(protection))
    if (!response.headers.has(name)) response.headers.set(name, value);
  return response;
}
