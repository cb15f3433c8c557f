/** Returns what comes within so many milliseconds, and rejects after them: a client can wait without end. */
export async function bounded<T>(milliseconds: number, ask: () => Promise<T>): Promise<T> {
  const work = ask();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Redis took too long')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // What is late may still fail.
    work.catch(() => undefined);
  }
}
