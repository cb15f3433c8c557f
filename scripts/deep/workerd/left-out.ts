/** Tests of files that run in workerd which cannot pass there, and why. One that would pass, or is not there any more, is a fault. */

const notShared = 'there, no request waits for what another one has begun: see src/gateway/base/bound-promises.ts';

/** File → why none of its tests runs there. */
export const leftOutFiles: Readonly<Record<string, string>> = {
  'test/gateway/calls/possible-problems.test.ts':
    'all its calls are one request there, in which after thousands of them every call fails',
};

/** File → test → why. */
export const leftOutTests: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'test/gateway/base/single-flight.test.ts': {
    'callers at the same time share a run, and the next one starts anew': notShared,
    'Cloudflare’s runtime, and what is built on it, is known by what it alone has':
      'it says that here is another runtime',
  },
  'test/gateway/session/sessions.test.ts': {
    'concurrent requests share one validation, and get the very same cookies': notShared,
  },
  'test/gateway/settings/settings-cache.test.ts': {
    'concurrent requests share one question': notShared,
    'who gives up soon does not make those give up who wait longer': notShared,
  },
  'test/gateway/upstream/upstream.test.ts': {
    'a fault of the gateway itself is logged with its place, not with its message':
      'it looks for the name of a source in a stack, and a bundle has none',
  },
};
