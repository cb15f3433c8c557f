#!/usr/bin/env node
/** `sso-elements-conformance`: whether an endpoint keeps the browser's protocol, or the settings protocol. */
import { runConformanceCommand } from './cli-run.js';

process.exitCode = await runConformanceCommand({
  args: process.argv.slice(2),
  cookie: process.env['SSO_COOKIE'],
  reader: process.env['SSO_READER'],
  stdout: process.stdout,
  stderr: process.stderr,
});
