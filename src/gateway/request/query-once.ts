/** The query of an address, where a parameter that comes twice is as good as none (RFC 6749, 3.1): nobody can tell which of them is meant. */

/** Name → value. */
export type QueryOnce = Readonly<Record<string, string | undefined>>;

export function queryOnce({ url }: Pick<Request, 'url'>): QueryOnce {
  const { searchParams } = new URL(url);
  return Object.fromEntries([...searchParams].filter(([name]) => searchParams.getAll(name).length === 1));
}
