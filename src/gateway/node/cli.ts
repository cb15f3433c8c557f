#!/usr/bin/env node
/** `sso-elements-gateway`: runs the gateway as a process of its own, from environment variables and flags. */
import { runGatewayCommand } from './cli-run.js';

// A reader of the output that has gone must not end the gateway.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.exitCode = await runGatewayCommand({ args: process.argv.slice(2), env: process.env, process });
