/** A library in memory for `follow`: sources, essays, names and states as the store keeps them, with answers that are handed in. Fetches nothing. */
import type { Essay, EssayId, Source, SourceId } from '../../core/essay';
import type { Aliases } from '../../core/feed/merge';
import type { Followed, PollChange } from '../../core/follow/poll';
import type { Fetched } from '../../core/follow/response';
import { freshState, type SourceState } from '../../core/follow/source-state';
import { keepsText } from '../../core/follow/text-asking';
import { listed } from '../../core/library/essay-row';
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

  isKeptBeside(id: EssayId): boolean {
    return this.beside.has(id);
  }

  /** The essay of this id, else the newest of this title. */
  find(source: SourceId, name: string): Essay | undefined {
    const all = [...this.essays.values()].filter(({ sourceId }) => sourceId === source);
    return all.find(({ id }) => id === name) ?? all.findLast(({ title }) => title === name);
  }

  save(id: EssayId): void {
    this.saved.add(id);
  }

  unsave(id: EssayId): void {
    this.saved.delete(id);
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
      mayFetch: () => Promise.resolve(true),
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

  private keep({ before, after, source, essays = [], aliases = new Map() }: PollChange): Result<'kept' | 'overtaken'> {
    const { sourceId } = before;
    this.states.set(sourceId, after);
    if (source !== undefined) this.sources.set(sourceId, source);
    for (const essay of essays) this.put(essay);
    this.aliases.set(sourceId, new Map([...(this.aliases.get(sourceId) ?? []), ...aliases]));
    return ok('kept');
  }

  private put(essay: Essay): void {
    const known = this.essays.get(essay.id);
    const isSaved = this.saved.has(essay.id);
    const standing = known === undefined ? 'replaced' : standingAfter(listed(known), { ...listed(essay), ...essay }, isSaved);
    const keeps = known !== undefined && keepsText(listed(known), essay.text) && known.text !== undefined;
    if (standing === 'beside') this.beside.set(essay.id, essay);
    else {
      this.beside.delete(essay.id);
      this.essays.set(essay.id, keeps ? { ...essay, text: known.text } : essay);
    }
  }
}
