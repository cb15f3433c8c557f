/** The route that a publisher adds for the launch, as the guide has it: what is tried is what publishers copy. */
import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';
import { blocksOf, textOf } from '../../../docs/support/pages.js';

type Route = (request: Request) => Promise<Response>;

/** Returns the guide's route for `POST /old-session/transfer-token`. */
export function guideRoute(site: { apiUrl: string; apiToken: string; fetch: typeof fetch }): Route {
  const guide = 'docs/moving-from-the-iframe.md';
  const block = blocksOf(guide, textOf(guide)).find(({ code }) =>
    code.includes('export async function transferToken('),
  );
  if (!block) throw new Error(`${guide} has no route`);
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(block.code, { compilerOptions: options });
  const exports: { transferToken?: Route } = {};
  runInContext(outputText, createContext({ ...site, exports, Response }));
  if (!exports.transferToken) throw new Error(`the route of ${guide} is not exported`);
  return exports.transferToken;
}
