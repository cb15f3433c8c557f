/** The architecture as tables: who may import whom. */

/** Folder of `src` → the folders that it may import; `type`: those it may import types from, and nothing else. */
export const folders: Readonly<Record<string, { may: readonly string[]; type?: readonly string[] }>> = {
  contract: { may: [] },
  flow: { may: [], type: ['contract'] },
  shared: { may: [], type: ['contract'] },
  client: { may: ['contract', 'flow', 'shared'] },
  locales: { may: ['shared'] },
  styles: { may: [] },
  parts: { may: ['locales'], type: ['contract', 'flow'] },
  screens: { may: ['contract', 'flow', 'parts', 'styles', 'locales'] },
  elements: { may: ['contract', 'flow', 'client', 'parts', 'screens', 'styles', 'locales', 'shared'] },
  'settings-editor': { may: ['contract', 'client', 'elements', 'parts', 'styles'] },
  entries: { may: ['elements', 'settings-editor', 'locales'], type: ['client'] },
  react: { may: ['entries', 'settings-editor'] },
  gateway: { may: ['contract'] },
  'settings-store': { may: ['contract', 'gateway'] },
  simulator: { may: ['contract'] },
  testing: { may: ['gateway', 'simulator'] },
  publish: { may: [] },
  // A stranger's endpoint is judged by the published document, not by what our code knows.
  conformance: { may: [] },
};

/** Constants of the contract that bring no validator: whoever may import types of it may import these, too. */
export const constants: readonly string[] = ['src/contract/problems.ts', 'src/contract/limits.ts'];

/**
 * What the settings store shares with the gateway. It stays in the gateway's rooms: of a folder above both, the settings store's preview
 * would still need `settings`, and the gateway would lose its lowest rooms to a second name.
 */
export const sharedWithStore: readonly string[] = [
  'base',
  'observing',
  'request',
  'settings',
  'upstream',
  'node/sync-directory',
];

/** The room of the files that lie beside rooms. */
export const rootRoom = 'root';

type Rooms = Readonly<Record<string, readonly string[]>>;

/** Folder of `src` that has rooms → room → the rooms beside it that it may import. */
export const rooms: Readonly<Record<string, Rooms>> = {
  elements: {
    root: ['base', 'page', 'events'],
    base: ['flow', 'form', 'page', 'events'],
    flow: ['page', 'events'],
    form: [],
    page: ['events'],
    events: [],
  },
  gateway: {
    // How addresses are written is the request's; what the server reports of itself goes to the same console.
    node: ['root', 'own-server', 'redis', 'counting', 'sealed', 'options', 'request', 'observing', 'base'],
    redis: ['counting', 'base'],
    // What counts by a library that needs Node.
    counting: ['base'],
    root: ['calls', 'own-server', 'process', 'accounts', 'options', 'request', 'observing', 'base'],
    calls: ['process', 'accounts', 'consent', 'session', 'sealed', 'request', 'base'],
    'own-server': ['process', 'session', 'request', 'observing', 'base'],
    process: [
      'accounts',
      'captcha',
      'limits',
      'consent',
      'settings',
      'session',
      'passwords',
      'sealed',
      'options',
      'request',
      'upstream',
      'base',
    ],
    // What strangers are not told of them.
    accounts: ['sealed', 'options', 'request', 'upstream', 'base'],
    limits: ['sealed', 'options', 'request', 'observing', 'base'],
    consent: ['settings', 'session', 'sealed', 'options', 'request', 'upstream', 'base'],
    captcha: ['options', 'request', 'upstream', 'base'],
    settings: ['sealed', 'upstream', 'observing', 'base'],
    passwords: ['limits', 'request', 'upstream', 'base'],
    session: ['sealed', 'request', 'upstream', 'base'],
    sealed: ['request', 'base'],
    options: ['request', 'observing', 'base'],
    request: ['base'],
    upstream: ['observing', 'base'],
    // What is told of calls while they run, and to whom.
    observing: ['base'],
    base: [],
  },
  'settings-editor': {
    root: ['preview', 'views', 'endpoint', 'words', 'state'],
    preview: ['views', 'endpoint', 'words', 'state'],
    views: ['endpoint', 'words', 'state'],
    endpoint: ['state'],
    words: ['locales', 'state'],
    state: [],
    locales: [],
  },
  'settings-store': {
    root: ['versions'],
    command: ['versions'],
    versions: [],
  },
  simulator: {
    root: ['operations', 'state', 'request'],
    operations: ['state', 'request'],
    state: ['request'],
    request: [],
  },
};
