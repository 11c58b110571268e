/** Who an essay is from, in a few words, and the day it stands for. */
import { datedAt, type Essay } from '../core/essay';

/** The author where the source names one, else the site it stands on. */
export function bylineOf({ author, url }: Pick<Essay, 'author' | 'url'>): string {
  return author ?? URL.parse(url)?.hostname.replace(/^www\./, '') ?? '';
}

/** Undefined where the source does not say: the day it was first seen would pass for the day it was written. */
export function writtenAt(essay: Pick<Essay, 'publishedAt' | 'firstSeenAt'>): number | undefined {
  return essay.publishedAt === undefined ? undefined : datedAt(essay);
}
