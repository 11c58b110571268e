/** Makes a stored row into a source's state. Trusts no field: what is damaged is forgotten, and at worst a source is fetched once too often. */
import { webAddress } from '../address';
import type { SourceId } from '../essay';
import type { FeedFault } from '../feed/problem';
import type { SourceProblem } from './problem';
import { areShards } from './shards';
import { freshState, type Question, type SourceState } from './source-state';

type Raw = Readonly<Record<string, unknown>>;

const NUMBERS = [
  'heldUntil',
  'lastTriedAt',
  'lastSuccessAt',
  'lastReadAt',
  'failingSince',
  'postGapMs',
  'gapMs',
  'newestPostAt',
  'strangersSince',
] as const;
const TEXTS = ['etag', 'lastModified', 'bodyPrint', 'movedTo'] as const;
const PROBLEMS: ReadonlySet<unknown> = new Set<SourceProblem['kind']>([
  'unreachable',
  'garbled',
  'too-slow',
  'too-large',
  'leads-away',
  'private-address',
  'password-in-address',
  'needs-permission',
  'needs-login',
  'missing',
  'gone',
  'busy',
  'server-error',
  'odd-answer',
  'unreadable',
  'unfinished',
  'broken',
]);

export function readSourceState(raw: unknown, sourceId: SourceId): SourceState {
  if (!isObject(raw)) return freshState(sourceId);
  const { turn, standing, nextDueAt, failures, unfinished, problem, leadsTo, shape, faults, question, accepted, offer, shards } = raw;
  return {
    ...Object.fromEntries(NUMBERS.filter((name) => isNumber(raw[name])).map((name) => [name, raw[name]])),
    ...Object.fromEntries(TEXTS.filter((name) => isText(raw[name])).map((name) => [name, raw[name]])),
    sourceId,
    turn: isCount(turn) ? turn : 0,
    standing: standing === 'asleep' || standing === 'gone' ? standing : 'awake',
    nextDueAt: isNumber(nextDueAt) ? nextDueAt : 0,
    failures: isCount(failures) ? failures : 0,
    unfinished: isCount(unfinished) ? unfinished : 0,
    ...(isObject(problem) && PROBLEMS.has(problem['kind']) && { problem: problem as SourceProblem }), // as: its kind is known, and only we write it
    ...(isObject(leadsTo) &&
      isText(leadsTo['url']) &&
      isCount(leadsTo['polls']) && { leadsTo: { url: leadsTo['url'], polls: leadsTo['polls'] } }),
    ...(isObject(shape) &&
      isText(shape['item']) &&
      isText(shape['link']) && { shape: shapeOf(shape['item'], shape['link'], shape['hasDates']) }),
    ...(Array.isArray(faults) && faults.every(isFault) && { faults }),
    ...(isQuestion(question) && { question }),
    ...(accepted === true && { accepted }),
    ...(areShards(shards) && { shards }),
    ...(isObject(offer) &&
      isText(offer['url']) &&
      webAddress(offer['url']) !== undefined && { offer: { url: offer['url'], ...(isText(offer['title']) && { title: offer['title'] }) } }),
  };
}

const shapeOf = (item: string, link: string, hasDates: unknown) => ({ item, link, hasDates: hasDates === true });
const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
const isText = (value: unknown): value is string => typeof value === 'string';

const FAULTS: ReadonlySet<unknown> = new Set<FeedFault['kind']>(['cut-off', 'capped', 'items-unreadable']);
const isFault = (value: unknown): value is FeedFault => isObject(value) && FAULTS.has(value['kind']);

function isQuestion(value: unknown): value is Question {
  if (!isObject(value)) return false;
  const { kind, askedAt, title, strangers, newest } = value;
  return kind === 'takeover' && isNumber(askedAt) && isText(title) && isCount(strangers) && Array.isArray(newest) && newest.every(isText);
}
