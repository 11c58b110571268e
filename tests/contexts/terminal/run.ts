/** The terminal as a test asks it: what it prints, what it complains about, and how it ends. */
import { runTerminal } from '../../../src/contexts/terminal/commands';

export async function run(...args: string[]) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await runTerminal(args, { print: (line) => printed.push(line), complain: (line) => complaints.push(line) });
  return { code, printed, complaints, answers: printed.filter((line) => line.startsWith('{')).map((line): unknown => JSON.parse(line)) };
}
