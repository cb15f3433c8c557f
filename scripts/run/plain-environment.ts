/** The environment of a gateway's command that is tested: without the variables of the tests themselves, whose names it would refuse. */
export const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SSO_')));
