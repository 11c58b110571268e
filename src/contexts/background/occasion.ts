/** Who asked for something, when, and under which ticket: beside every ask, for whoever answers it. */
import { forCommand } from '../../edge/store/done';
import type { Library } from '../../edge/store/library';
import type { Sender } from '../../messages/sender';

export type Occasion = {
  readonly by: Sender;
  readonly now: number; // by the clock as it is, ms since 1970, UTC
  readonly givenAt: number; // of a command that waited, earlier
  readonly ticket?: string; // of a command
};

/** The library for what a command writes: done again, it changes nothing more. */
export function writing(library: Library, { ticket }: Occasion): Library {
  return ticket === undefined ? library : forCommand(library, ticket);
}
