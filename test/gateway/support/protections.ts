/** The headers of every answer, written out: compared with the gateway's own table, a header that it lost would not be missed. */
export const protections = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
} as const;

/** Those that a response lacks, with what it has instead. `mayBeKept`: a cache may keep what is the same for everybody. */
export const lacks = ({ headers }: Pick<Response, 'headers'>, mayBeKept = false): string[] =>
  Object.entries(protections).flatMap(([name, value]) => {
    const found = headers.get(name);
    const isRight = mayBeKept && name === 'Cache-Control' ? found !== null : found === value;
    return isRight ? [] : [`${name}: ${found}`];
  });
