/** What a line of the consent log says, and whose it is. */

/** What the commands read of a line; `other` is valid JSON of something else, as the note of an erasure. */
export type Entry =
  | { kind: 'event'; id: string; at: string | undefined; customerId: string | undefined }
  | { kind: 'other'; at: string | undefined }
  | { kind: 'unreadable'; text: string }
  | { kind: 'blank' };

const textIn = (value: object, name: string): string | undefined => {
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof found === 'string' ? found : undefined;
};

export function readLogLine(line: Buffer): Entry {
  const text = line.toString();
  if (text.trim() === '') return { kind: 'blank' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreadable', text };
  }
  if (typeof value !== 'object' || value === null) return { kind: 'unreadable', text };
  const [id, at] = [textIn(value, 'id'), textIn(value, 'at')];
  return id === undefined ? { kind: 'other', at } : { kind: 'event', id, at, customerId: textIn(value, 'customerId') };
}

const idIn = /"id":"([\w-]{12})"/g;

/**
 * Chooses lines by customers, and by the IDs of choices. A line of the phase `asked` names no customer, since there is none yet: it is
 * joined by the ID of its choice to an outcome that does.
 */
export class ChoiceFilter {
  readonly #customers: ReadonlySet<string>;
  readonly #given: ReadonlySet<string>;
  readonly #joined = new Set<string>();

  constructor({ customers, ids }: { customers: readonly string[]; ids: readonly string[] }) {
    this.#customers = new Set(customers);
    this.#given = new Set(ids);
  }

  /** IDs of the choices that are known to be theirs. */
  get ids(): ReadonlySet<string> {
    return new Set([...this.#given, ...this.#joined]);
  }

  /** Learns which choices are theirs. Every line of every file has to be shown before `matches` is asked. */
  learn(entry: Entry): void {
    if (entry.kind === 'event' && entry.customerId !== undefined && this.#customers.has(entry.customerId))
      this.#joined.add(entry.id);
    if (entry.kind === 'unreadable' && this.#names('customerId', this.#customers, entry.text))
      for (const [, id = ''] of entry.text.matchAll(idIn)) this.#joined.add(id);
  }

  /** Whether a line is theirs; also an unreadable one, where enough of it is left. */
  matches(entry: Entry): boolean {
    switch (entry.kind) {
      case 'event':
        if (this.#given.has(entry.id)) return true;
        // Never somebody else's.
        return entry.customerId === undefined ? this.#joined.has(entry.id) : this.#customers.has(entry.customerId);
      case 'unreadable':
        return this.#names('customerId', this.#customers, entry.text) || this.#names('id', this.ids, entry.text);
      default:
        return false;
    }
  }

  #names(member: string, values: ReadonlySet<string>, text: string): boolean {
    return [...values].some((value) => text.includes(`${JSON.stringify(member)}:${JSON.stringify(value)}`));
  }
}
