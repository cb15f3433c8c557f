/** Headers of what stands in the frame of the account's page. */

/** @param sources More directives of the Content-Security-Policy; whatever they do not name is not loaded. */
export const framedHeaders = (sources: string): Readonly<Record<string, string>> => ({
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy': `default-src 'none'; ${sources}; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'`,
  'X-Frame-Options': 'SAMEORIGIN',
});
