/** Asking for the text of one essay, between the flow that walks and the store that keeps. Types only. */
import type { Essay, EssayId, SourceId } from '../essay';
import type { Asking } from './text-asking';

/** An essay that may be asked for now. */
export type WantedText = { readonly id: EssayId; readonly sourceId: SourceId; readonly origin: string };

/** One that is being asked for, noted before the page is. */
export type BegunText = {
  readonly essay: Essay;
  readonly asking: Asking;
  readonly typedHost?: string; // a private host that the reader typed for its source
};
