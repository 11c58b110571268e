/** A library in memory for `follow`: sources, essays, names and states as the store keeps them, with answers that are handed in. Fetches nothing. */
import type { Essay, EssayId, Source, SourceId } from '../../core/essay';
import { hash, keysOf } from '../../core/feed/identity';
import type { Aliases } from '../../core/feed/merge';
import type { Followed, PollChange } from '../../core/follow/poll';
import type { Fetched } from '../../core/follow/response';
import { freshState, type SourceState } from '../../core/follow/source-state';
import { keepsText } from '../../core/follow/text-asking';
import { listed } from '../../core/library/essay-row';
import { isOfSource, isSamePage, pageOf, repeated } from '../../core/library/same-page';
import { wishesOf } from '../../core/library/source-marks';
import { standingAfter } from '../../core/library/standing';
import { ok, type Result } from '../../core/problem';
import type { PollEdges } from '../../flows/poll-source';

export class FollowedLibrary {
  private readonly sources = new Map<SourceId, Source>();
  private readonly states = new Map<SourceId, SourceState>();
  private readonly essays = new Map<EssayId, Essay>(); // what the reader sees
  private readonly beside = new Map<EssayId, Essay>(); // what the publisher says of a saved essay now
  private readonly aliases = new Map<SourceId, Aliases>();
  private readonly saved = new Set<EssayId>();
  private readonly onPage = new Map<string, readonly Essay[]>(); // what stands at one address, of all sources
  private readonly same = new Map<EssayId, EssayId>(); // what a further source shows → the essay that it is

  follow(source: Source): void {
    this.sources.set(source.id, source);
    this.states.set(source.id, freshState(source.id));
  }

  followed(id: SourceId): Followed | undefined {
    const [source, state] = [this.sources.get(id), this.states.get(id)];
    return source && state && { source, state, wishes: wishesOf({}) };
  }

  /** As the publisher has it now. */
  published(id: EssayId): Essay | undefined {
    return this.beside.get(id) ?? this.essays.get(id);
  }

  /** As the reader sees it. */
  standing(id: EssayId): Essay | undefined {
    return this.essays.get(id);
  }

  /** The essay that this post of a source is: another source's, where that showed it first. */
  standsAs(id: EssayId): EssayId {
    return this.same.get(id) ?? id;
  }

  isKeptBeside(id: EssayId): boolean {
    return this.beside.has(id);
  }

  /** The essay of this id, else the newest of this title. */
  find(source: SourceId, name: string): Essay | undefined {
    const all = [...this.essays.values()].filter(({ sourceId }) => sourceId === source);
    return all.find(({ id }) => id === name) ?? all.findLast(({ title }) => title === name);
  }

  save(id: EssayId): void {
    this.saved.add(this.standsAs(id));
  }

  unsave(id: EssayId): void {
    this.saved.delete(this.standsAs(id));
  }

  change(id: SourceId, change: (state: SourceState) => SourceState): void {
    const state = this.states.get(id);
    if (state !== undefined) this.states.set(id, change(state));
  }

  /** `now` stands still while a source is polled, and dice fall on the middle: the same lines give the same answers. */
  edges(fetched: (asked: string) => Promise<Fetched>, now: number): PollEdges {
    return {
      now: () => now,
      random: () => 0.5,
      yieldNow: () => Promise.resolve(),
      mayFetch: (url) => Promise.resolve(this.isAddress(url)), // a line is one answer: nobody stands behind another address
      fetchSource: ({ url }) => fetched(url),
      knownPosts: (id) =>
        Promise.resolve({
          essays: [...this.essays.values()].filter(({ sourceId }) => sourceId === id).map((essay) => this.beside.get(essay.id) ?? essay),
          aliases: this.aliases.get(id) ?? new Map(),
        }),
      keepPoll: (change) => Promise.resolve(this.keep(change)),
      makeRoom: () => Promise.resolve(),
    };
  }

  private isAddress(url: string): boolean {
    return (
      [...this.sources.values()].some((source) => source.url === url) || [...this.states.values()].some(({ movedTo }) => movedTo === url)
    );
  }

  private keep({ before, after, source, essays = [], aliases = new Map() }: PollChange): Result<'kept' | 'overtaken'> {
    const { sourceId } = before;
    this.states.set(sourceId, after);
    if (source !== undefined) this.sources.set(sourceId, source);
    this.aliases.set(sourceId, new Map([...(this.aliases.get(sourceId) ?? []), ...aliases]));
    const shared = repeated(essays.map(({ url }) => pageOf(url)));
    for (const essay of essays) this.place(essay, (page) => shared.has(page));
    for (const essay of essays) this.put(essay);
    return ok('kept');
  }

  /** As edge/store/places.ts does it; every source's own words are kept, so that it does not matter here whose stand. */
  private place(essay: Essay, isShared: (page: string) => boolean): void {
    const page = pageOf(essay.url);
    if (page === undefined || this.essays.has(essay.id) || isShared(page)) return;
    const there = this.onPage.get(page) ?? [];
    if (there.some(({ sourceId }) => sourceId === essay.sourceId) || this.isNoName(essay, page)) return;
    const alone = there.filter((each) => there.every(({ id, sourceId }) => id === each.id || sourceId !== each.sourceId));
    const found = alone.filter((each) => isSamePage(essay, each) && !this.isNoName(each, page)).map(({ id }) => this.standsAs(id));
    const [only, ...others] = new Set(found);
    if (only !== undefined && others.length === 0) this.same.set(essay.id, only);
  }

  private isNoName(essay: Essay, page: string): boolean {
    const source = this.sources.get(essay.sourceId);
    const { address = '', anchor = address } = keysOf(essay);
    return this.aliases.get(essay.sourceId)?.get(hash(anchor)) === 'shared' || (source !== undefined && isOfSource(page, source));
  }

  private put(essay: Essay): void {
    const known = this.essays.get(essay.id);
    const isSaved = this.saved.has(this.standsAs(essay.id));
    const standing = known === undefined ? 'replaced' : standingAfter(listed(known), { ...listed(essay), ...essay }, isSaved);
    const keeps = known !== undefined && keepsText(listed(known), essay.text) && known.text !== undefined;
    if (standing === 'beside') this.beside.set(essay.id, essay);
    else {
      this.beside.delete(essay.id);
      this.essays.set(essay.id, keeps ? { ...essay, text: known.text } : essay);
    }
    this.notePage(known, essay);
  }

  private notePage(before: Essay | undefined, after: Essay): void {
    for (const [essay, isThere] of [[before, false] as const, [after, true] as const]) {
      const page = essay && pageOf(essay.url);
      if (essay === undefined || page === undefined) continue;
      const others = (this.onPage.get(page) ?? []).filter(({ id }) => id !== essay.id);
      this.onPage.set(page, isThere ? [...others, essay] : others);
    }
  }
}
