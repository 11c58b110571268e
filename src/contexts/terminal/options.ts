/** Reads a command's options; says in one sentence what is wrong with them. */
import { parseArgs } from 'node:util';
import { Unusable } from './command';

/** Options by name: `required` ones must be given, `optional` ones may be, the others have a default. All take a value. */
type Option = { readonly required: true } | { readonly optional: true } | { readonly default: string };
type OptionTable = Readonly<Record<string, Option>>;
export type Options<T extends OptionTable> = {
  readonly [Name in keyof T]: T[Name] extends { optional: true } ? string | undefined : string;
};

/** Errors  Unusable for an unknown, missing or empty option, and for a word that is none. */
export function readOptions<T extends OptionTable>(args: readonly string[], table: T): Options<T> {
  return chosen(parsed(args, table, false).values, table);
}

/** As readOptions, and the words that are no options. */
export function readOptionsAndWords<T extends OptionTable>(
  args: readonly string[],
  table: T,
): Options<T> & { readonly words: readonly string[] } {
  const { values, positionals } = parsed(args, table, true);
  return { ...chosen(values, table), words: positionals };
}

function chosen<T extends OptionTable>(values: Readonly<Record<string, string | undefined>>, table: T): Options<T> {
  const read = Object.entries(table).map(([name, option]) => {
    const value = values[name] ?? ('default' in option ? option.default : undefined);
    if (value === '' || (value === undefined && !('optional' in option)))
      throw new Unusable(`--${name} is missing; --help says what it is.`);
    return [name, value] as const;
  });
  return Object.fromEntries(read) as Options<T>; // as: one entry for each name of the table
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

type Parsed = { readonly values: Readonly<Record<string, string | undefined>>; readonly positionals: readonly string[] };

function parsed(args: readonly string[], table: OptionTable, allowPositionals: boolean): Parsed {
  const options = Object.fromEntries(Object.keys(table).map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals });
  } catch (error) {
    const [sentence = ''] = String((error as Error).message).split('. '); // as: parseArgs throws TypeErrors
    throw new Unusable(`${sentence.replace(/\.?$/, '')}; --help says what there is.`);
  }
}
