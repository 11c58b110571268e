/** Reads a command's options; says in one sentence what is wrong with them. */
import { parseArgs } from 'node:util';
import { Unusable } from './command';

/** Options by name: `required` ones must be given, the others have a default. All take a value. */
export type OptionTable = Readonly<Record<string, { readonly required: true } | { readonly default: string }>>;

/** Errors  Unusable for an unknown, missing or empty option. */
export function readOptions<T extends OptionTable>(args: readonly string[], table: T): Readonly<Record<keyof T, string>> {
  const values = valuesIn(args, Object.keys(table));
  const read = Object.entries(table).map(([name, option]) => {
    const value = values[name] ?? ('default' in option ? option.default : undefined);
    if (value === undefined || value === '') throw new Unusable(`--${name} is missing; --help says what it is.`);
    return [name, value] as const;
  });
  return Object.fromEntries(read) as Record<keyof T, string>; // as: one entry for each name of the table
}

export function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((each) => each === value);
  if (choice === undefined) throw new Unusable(`--${name} is ${choices.join(' or ')}, not "${value}".`);
  return choice;
}

export function wholeNumber(name: string, value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new Unusable(`--${name} is a number from 1, not "${value}".`);
  return Number(value);
}

function valuesIn(args: readonly string[], names: readonly string[]): Readonly<Record<string, string | undefined>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [sentence = ''] = String((error as Error).message).split('. '); // as: parseArgs throws TypeErrors
    throw new Unusable(`${sentence.replace(/\.?$/, '')}; --help says what there is.`);
  }
}
