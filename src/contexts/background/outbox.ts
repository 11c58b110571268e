/** The commands that wait: those on the disk, and those whose page could do no more than ring the bell. */
import type { CommandEdges } from '../../flows/perform-commands';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';

export function outboxOf(
  { desk, bell }: Pick<Outside, 'desk' | 'bell'>,
  settings: SettingsDoor,
): Pick<CommandEdges, 'waiting' | 'keep' | 'forget'> {
  return {
    async waiting() {
      await settings.load(); // what earlier versions left waiting moves in first
      const [kept, rung] = await Promise.allSettled([desk.waiting(), bell.rung()]);
      if (kept.status === 'rejected' && rung.status === 'rejected') throw kept.reason;
      const all = [...(rung.status === 'fulfilled' ? rung.value : []), ...(kept.status === 'fulfilled' ? kept.value : [])];
      return [...new Map(all.map((command) => [command.ticket, command])).values()].sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
    },
    keep: (command) => desk.post(command),
    async forget(ticket) {
      await Promise.all([desk.forget(ticket), bell.silence(ticket)]);
    },
  };
}
