/** One text in IndexedDB, which outlives the worker. A save replaces it whole or not at all. */

export interface TextStorage {
  load(): Promise<unknown>;
  save(text: string): Promise<void>;
}

const [database, table, key] = ['sso-elements-demo', 'site', 'state'] as const;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')));
  });

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(table));
  return done(request);
}

export const indexedStorage: TextStorage = {
  async load() {
    const opened = await open();
    try {
      return await done(opened.transaction(table).objectStore(table).get(key) as IDBRequest<unknown>);
    } finally {
      opened.close();
    }
  },
  async save(text) {
    const opened = await open();
    try {
      // Strict: the state is on disk before the response is returned, even if the browser crashes.
      const transaction = opened.transaction(table, 'readwrite', { durability: 'strict' });
      transaction.objectStore(table).put(text, key);
      await new Promise<void>((resolve, reject) => {
        transaction.addEventListener('complete', () => resolve());
        for (const type of ['error', 'abort'])
          transaction.addEventListener(type, () => reject(transaction.error ?? new Error('IndexedDB failed')));
      });
    } finally {
      opened.close();
    }
  },
};
