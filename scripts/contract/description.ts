/** What the hosted API describes of the operations that this package uses: its processes, and of what is beside them the access rights, opt-ins, the versions of the terms, and finding a customer. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Described {
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: object }>;
}
export interface Description {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object>; responses: Record<string, object> };
}

const read = (name: string) =>
  parse(readFileSync(new URL(`../../test/contract/${name}.openapi.yaml`, import.meta.url), 'utf8')) as Description;

/** Paths beside the processes that this package reads. */
const readers: readonly string[] = ['/customers', '/customers/{customerId}/optIns', '/settings/advertisementOptIns'];

/** Refusals that the second description names without the body that they have: as the first one describes them. */
const shared: Readonly<Record<string, string>> = {
  401: 'Unauthorized',
  429: 'RateLimited',
  500: 'Fault',
  502: 'BadGateway',
  504: 'GatewayTimeout',
};

/** Returns both descriptions as one. Of a schema that both have, the first one's counts. */
export function readDescription(): Description {
  const [processes, others] = [read('sso-api'), read('customer-api')];
  const own = Object.entries(others.paths).flatMap(([path, item]): [string, Record<string, Described>][] => {
    if (path.startsWith('/accessRights/') || path === '/settings/termsAndConditions') return [[path, item]];
    return readers.includes(path) && item['get'] ? [[path, { ...processes.paths[path], get: item['get'] }]] : [];
  });
  for (const { responses } of own.flatMap(([, item]) => Object.values(item)))
    for (const [status, name] of Object.entries(shared))
      if (responses[status]) responses[status] = { $ref: `#/components/responses/${name}` } as object;
  return {
    ...processes,
    paths: { ...processes.paths, ...Object.fromEntries(own) },
    components: { ...processes.components, schemas: { ...others.components.schemas, ...processes.components.schemas } },
  };
}
