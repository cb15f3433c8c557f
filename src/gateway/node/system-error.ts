/** What the operating system has refused. */

/** The code of an error of the file system, such as `ENOENT`. */
export const systemCodeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

/** What an error says. */
export const messageOf = (error: unknown): string => (error as Error).message;
