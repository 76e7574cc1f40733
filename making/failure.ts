/**
 * Something a person can mend: `usage` before anything ran (wrong name, unreadable input, a folder that cannot be
 * written), `run` while it ran.
 */
export class Failure extends Error {
  readonly stage: 'usage' | 'run';
  constructor(stage: 'usage' | 'run', message: string, options?: ErrorOptions) {
    super(message, options);
    this.stage = stage;
  }
}

export const readable = (error: unknown): string => (error instanceof Error ? error.message : String(error));
