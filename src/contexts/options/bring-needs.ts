/** What the options page needs to bring things in. Types only; main.tsx fills them in. */
import type { RestoreRow } from '../../edge/store/database';
import type { AskWorkshop } from '../../messages/workshop';

export type BringNeeds = {
  readonly workshop: AskWorkshop;
  readonly imports: () => Promise<readonly RestoreRow[]>; // the latest first
  readonly saveFile: (name: string, file: Blob) => void;
  readonly wait: (ms: number) => Promise<void>;
};
