/** Express and Fastify with all that a publisher has in front of the gateway: parsers, cookies of their own, other pages. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, startChild } from '../../../scripts/run/child.js';
import { frameworks, installFrameworks } from '../../../scripts/hosts/frameworks.js';
import { start } from '../../../scripts/run/start.js';
import { apiToken } from './hosted-api.js';
import { adapt } from '../../../scripts/hosts/adapt.js';
import { bundleRecipe, recipe } from './recipes.js';

export const origin = 'https://www.example.com';
export const otherSite = 'https://other.example.org';

const parsers = `
app.use(express.json());
app.use(express.urlencoded({ extended: true }));
app.use(express.text());
app.use(express.raw());
`;
/** Pages of the publisher's own, for readers who are signed in. */
const ownPages = `
import { expressSession } from 'sso-elements-server/gateway/node';
app.use('/account', expressSession(gateway, { signIn: '/login' }));
app.get('/account/data', (_request, response) => response.json(response.locals.reader));
`;
const express = (name: string, before: string) => ({
  heading: 'Express',
  after: ownPages,
  preamble: `
import express from '${name}';
const app = express();
app.use((_request, response, next) => {
  response.cookie('basket', '1');
  next();
});
${before}
app.get('/', (_request, response) => response.send('Welcome'));
`,
  changes: { 'listen(8787)': "listen(0, '127.0.0.1', function () { console.log(`At ${this.address().port}.`); })" },
});

/** Server → the recipe that it follows, and what the publisher has written around it. */
const hosts = {
  'Express 4 with parsers': express('express4', parsers),
  'Express 5 with parsers': express('express5', parsers),
  'Express 5 without parsers': express('express5', ''),
  Fastify: {
    heading: 'Fastify',
    preamble: "import fastify from 'fastify';\n",
    after: '',
    changes: {
      'const handler =': `app.addHook('onRequest', async (_request, reply) => void reply.header('Set-Cookie', 'basket=1; Path=/'));
app.get('/', async () => 'Welcome');
const handler =`,
      'await app.listen({ port: 8787 })':
        'await app.listen({ port: 0 }); console.log(`At ${app.server.address().port}.`)',
    },
  },
} as const;
export type Host = keyof typeof hosts;
export const hostNames = Object.keys(hosts) as Host[];

const gateway = `
import { createGateway } from 'sso-elements-server/gateway';
const gateway = createGateway({
  apiUrl: process.env.SSO_API_URL, apiToken: '${apiToken}', origins: ['${origin}'], sites: ['${otherSite}'],
  secrets: ['a sealing secret of more than 32 characters'],
});
`;

/** Resolves with the port in `found`. */
export async function startHost(name: Host, apiUrl: string): Promise<Child> {
  const { heading, preamble, changes, after } = hosts[name];
  const { node, folder } = installFrameworks();
  const code = preamble + gateway + adapt(recipe(heading), changes) + after;
  const file = join(folder, `${name.toLowerCase().replaceAll(' ', '-')}.js`);
  writeFileSync(file, await bundleRecipe(code, 'node', Object.keys(frameworks)));
  const env = { ...process.env, SSO_API_URL: apiUrl, NODE_ENV: 'production' };
  return start(name, () => startChild(node, [file], /^At (\d+)\.$/m, { cwd: folder, env }));
}
