/** What a line of `follow` may say, read field by field. Polls nothing. */
import { webAddress } from '../../core/address';

/** One answer of a site, or one act of the reader. `at` is told back as it was given. */
export type FollowRow = {
  readonly source: string;
  readonly at: number; // ms since 1970, UTC
  readonly isIso: boolean; // how instants are printed for this line
  readonly act: AnswerAct | ReaderAct;
};

export type AnswerAct = {
  readonly kind: 'answer';
  readonly url?: string; // where the answer came from
  readonly list?: boolean; // followed as a page that lists posts
  readonly status: number; // 0: no answer at all
  readonly headers: Readonly<Record<string, string>>; // names in lower case
  readonly body: Uint8Array;
  readonly isWhole: boolean;
};

export type ReaderAct = { readonly kind: 'save' | 'unsave' | 'read' | 'accept'; readonly name: string };

const READER_ACTS = ['save', 'unsave', 'read'] as const;

export function readFollowRow(raw: Readonly<Record<string, unknown>>): FollowRow | undefined {
  const { source, at } = raw;
  const instant = typeof at === 'string' ? Date.parse(at) : at;
  if (typeof source !== 'string' || source === '' || typeof instant !== 'number' || !Number.isFinite(instant)) return undefined;
  const act = readerAct(raw) ?? answerAct(raw);
  return act && { source, at: instant, isIso: typeof at === 'string', act };
}

function readerAct(raw: Readonly<Record<string, unknown>>): ReaderAct | undefined {
  if (raw['accept'] === true) return { kind: 'accept', name: '' };
  for (const kind of READER_ACTS) {
    const name = raw[kind];
    if (typeof name === 'string') return { kind, name };
  }
  return undefined;
}

function answerAct({ url, list, status, headers, body, b64, cut }: Readonly<Record<string, unknown>>): AnswerAct | undefined {
  const address = typeof url === 'string' ? webAddress(url) : undefined;
  if (url !== undefined && address === undefined) return undefined;
  return {
    kind: 'answer',
    ...(address !== undefined && { url: address }),
    ...(typeof list === 'boolean' && { list }),
    status: typeof status === 'number' ? status : 200,
    headers: headersIn(headers),
    body: typeof b64 === 'string' ? Buffer.from(b64, 'base64') : Buffer.from(typeof body === 'string' ? body : '', 'utf8'),
    isWhole: cut !== true,
  };
}

function headersIn(raw: unknown): Readonly<Record<string, string>> {
  if (typeof raw !== 'object' || raw === null) return {};
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
